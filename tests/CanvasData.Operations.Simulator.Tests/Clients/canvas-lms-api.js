import Canvas from "canvas-lms-api";
import { print, COURSE, SECTION, ASSIGNMENT, MODULE, TERM } from "./shape.js";

const canvas = new Canvas(process.env.CANVAS_URL, { accessToken: process.env.CANVAS_TOKEN });
const get = (path, query) => canvas.get(path, query);

print(async () => ({
  self: await get("users/self"),
  accounts: await get("accounts"),
  subAccounts: await get("accounts/1/sub_accounts"),
  courses: await get("accounts/1/courses", { per_page: 3, state: ["available", "completed", "claimed"] }),
  course: await get(`courses/${COURSE}`, { include: ["term"] }),
  users: await get(`courses/${COURSE}/users`, { enrollment_type: ["student"] }),
  found: await get(`courses/${COURSE}/search_users`, { search_term: TERM }),
  sections: await get(`courses/${COURSE}/sections`),
  enrollments: await get(`courses/${COURSE}/enrollments`, { type: ["StudentEnrollment"], state: ["active", "completed"], per_page: 7 }),
  ofSection: await get(`sections/${SECTION}/enrollments`),
  assignments: await get(`courses/${COURSE}/assignments`, { override_assignment_dates: false }),
  groups: await get(`courses/${COURSE}/groups`),
  submissions: await get(`courses/${COURSE}/assignments/${ASSIGNMENT}/submissions`),
  bulk: await get(`courses/${COURSE}/students/submissions`, { student_ids: ["all"], per_page: 100 }),
  modules: await get(`courses/${COURSE}/modules`),
  items: await get(`courses/${COURSE}/modules/${MODULE}/items`),
}));
