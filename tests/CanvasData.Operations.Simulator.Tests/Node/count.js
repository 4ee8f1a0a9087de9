// Pages a whole Canvas with a client that knows nothing of the simulator, and prints what it counted.
const { CanvasApi } = require("@kth/canvas-api");

async function main() {
  const api = new CanvasApi(process.env.CANVAS_URL, process.env.CANVAS_TOKEN);
  const counts = { courses: 0, restricted: 0, enrollments: {}, submissions: {}, pages: 0 };
  for await (const course of api.listItems("courses", { per_page: 3 })) {
    counts.courses++;
    if (course.access_restricted_by_date) {
      counts.restricted++;
      continue;
    }

    const enrollments = await api.listItems(`courses/${course.id}/enrollments`, { per_page: 25 }).toArray();
    counts.enrollments[course.course_code] = enrollments.length;
    counts.submissions[course.course_code] = 0;
    for await (const page of api.listPages(`courses/${course.id}/students/submissions`, { student_ids: ["all"], per_page: 100 })) {
      counts.pages++;
      counts.submissions[course.course_code] += page.json.length;
    }
  }

  console.log(JSON.stringify(counts));
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
