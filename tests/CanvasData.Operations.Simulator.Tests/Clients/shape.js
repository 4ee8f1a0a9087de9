// What each client prints of one Canvas: the same document, so that one comparison serves all.
export const shape = ({ self, accounts, subAccounts, courses, course, users, found, sections, enrollments, ofSection, assignments, groups, submissions, bulk, modules, items }) => ({
  self: self.id,
  accounts: accounts.map((a) => a.id),
  subAccounts: subAccounts.map((a) => a.id),
  courses: courses.map((c) => c.id),
  course: [course.id, course.name, course.term.name],
  users: users.map((u) => [u.id, u.name, u.login_id]),
  found: found.map((u) => u.id),
  sections: sections.map((s) => [s.id, s.name]),
  enrollments: enrollments.map((e) => [e.id, e.user_id, e.type, e.enrollment_state, e.grades?.current_score ?? null]),
  ofSection: ofSection.map((e) => e.id),
  assignments: assignments.map((a) => [a.id, a.name, a.points_possible, a.due_at]),
  groups: groups.map((g) => [g.id, g.members_count]),
  submissions: submissions.map((s) => [s.id, s.user_id, s.score, s.workflow_state, s.missing]),
  bulk: bulk.map((s) => [s.id, s.user_id, s.assignment_id]),
  modules: modules.map((m) => [m.id, m.name, m.items_count]),
  items: items.map((i) => [i.id, i.title]),
});

export const { COURSE, SECTION, ASSIGNMENT, MODULE, TERM } = process.env;

export const print = (read) =>
  read().then((all) => console.log(JSON.stringify(shape(all)))).catch((error) => {
    console.error(error);
    process.exit(1);
  });
