import * as canvas from "node-canvas-api";
import { print, COURSE, SECTION, ASSIGNMENT, MODULE, TERM } from "./shape.js";

// What the package leaves out of its index it ships all the same.
const { default: getGroupsInCourse } = await import("./node_modules/node-canvas-api/src/getGroupsInCourse.js");
const { default: getEnrollmentsInSection } = await import("./node_modules/node-canvas-api/src/getEnrollmentsInSection.js");
const { default: getCourse } = await import("./node_modules/node-canvas-api/src/getCourse.js");

// The package knows the submissions of one assignment only.
const bulk = async () => {
  const all = [];
  for (const assignment of await canvas.getAssignments(COURSE, "per_page=100")) {
    if (assignment.published) {
      all.push(...(await canvas.getAssignmentSubmissions(COURSE, assignment.id, "per_page=100")));
    }
  }

  return all;
};

print(async () => ({
  self: await canvas.getSelf(),
  accounts: await canvas.getAccounts(),
  subAccounts: await canvas.getSubaccounts(1),
  courses: await canvas.getCourses(1, "per_page=3", "state[]=available", "state[]=completed", "state[]=claimed"),
  course: await getCourse(COURSE, canvas.getOptions.courses.include.term),
  users: await canvas.getUsersInCourse(COURSE, canvas.getOptions.users.enrollmentType.student),
  found: await canvas.getUsersInCourse(COURSE, canvas.getOptions.users.search(TERM)),
  sections: await canvas.getSections(COURSE),
  enrollments: await canvas.getEnrollmentsInCourse(COURSE, "type[]=StudentEnrollment", "state[]=active", "state[]=completed", "per_page=7"),
  ofSection: await getEnrollmentsInSection(SECTION),
  assignments: await canvas.getAssignments(COURSE, "override_assignment_dates=false"),
  groups: await getGroupsInCourse(COURSE),
  submissions: await canvas.getAssignmentSubmissions(COURSE, ASSIGNMENT),
  bulk: await bulk(),
  modules: await canvas.getModules(COURSE),
  items: await canvas.getModuleItems(COURSE, MODULE),
}));
