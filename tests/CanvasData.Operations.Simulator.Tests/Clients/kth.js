import { CanvasApi } from "@kth/canvas-api";
import { print, COURSE, SECTION, ASSIGNMENT, MODULE, TERM } from "./shape.js";

const api = new CanvasApi(`${process.env.CANVAS_URL}/api/v1`, process.env.CANVAS_TOKEN);
const list = (path, parameters = {}) => api.listItems(path, parameters).toArray();
const get = async (path, parameters = {}) => (await api.get(path, parameters)).json;

print(async () => ({
  self: await get("users/self"),
  accounts: await list("accounts"),
  subAccounts: await list("accounts/1/sub_accounts"),
  courses: await list("accounts/1/courses", { per_page: 3, state: ["available", "completed", "claimed"] }),
  course: await get(`courses/${COURSE}`, { include: ["term"] }),
  users: await list(`courses/${COURSE}/users`, { enrollment_type: ["student"] }),
  found: await list(`courses/${COURSE}/search_users`, { search_term: TERM }),
  sections: await list(`courses/${COURSE}/sections`),
  enrollments: await list(`courses/${COURSE}/enrollments`, { type: ["StudentEnrollment"], state: ["active", "completed"], per_page: 7 }),
  ofSection: await list(`sections/${SECTION}/enrollments`),
  assignments: await list(`courses/${COURSE}/assignments`, { override_assignment_dates: false }),
  groups: await list(`courses/${COURSE}/groups`),
  submissions: await list(`courses/${COURSE}/assignments/${ASSIGNMENT}/submissions`),
  bulk: await list(`courses/${COURSE}/students/submissions`, { student_ids: ["all"], per_page: 100 }),
  modules: await list(`courses/${COURSE}/modules`),
  items: await list(`courses/${COURSE}/modules/${MODULE}/items`),
}));
