// Follows a sync by the server-sent events of the API. After a break the browser comes back by itself, and names the last event that it has.

class SyncConsole extends HTMLElement {
  #source;
  #names;
  #rows = new Map();

  connectedCallback() {
    this.#names = JSON.parse(this.dataset.names);
    this.#source = new EventSource(this.dataset.source);
    for (const kind of ["progress", "state"]) {
      this.#source.addEventListener(kind, (event) => this.#show(JSON.parse(event.data)));
    }
  }

  disconnectedCallback() {
    this.#source?.close();
  }

  #show({ event, progress }) {
    const share = progress.courses ? Math.round((progress.endedCourses / progress.courses) * 100) : 0;
    const bar = this.querySelector("[role=progressbar]");
    bar.setAttribute("aria-valuenow", share);
    bar.firstElementChild.style.width = `${share}%`;
    this.querySelector("[data-summary]").textContent = this.dataset.summary
      .replace("{0}", progress.endedCourses).replace("{1}", progress.courses ?? "…").replace("{2}", progress.rowsWritten).replace("{3}", progress.requests);
    this.#course(event);
    if (progress.state !== "Running") {
      this.#source.close();
      this.querySelector("[data-state]").textContent = [this.dataset[progress.state.toLowerCase()], this.#sentence(progress.failure)].join(" ").trim();
      this.dataset.ended = progress.state;
    }
  }

  #course(event) {
    switch (event?.type) {
      case "courseStarted": return this.#line(event.courseId, "begins");
      case "rowsFetched": return this.#line(event.courseId, "reading", event.rows);
      case "courseWriting": return this.#line(event.courseId, "writing", event.rows);
      case "courseEnded": return this.#line(event.report.courseId, event.report.outcome.toLowerCase(), event.report.rowsWritten, this.#sentence(event.report.failure));
    }
  }

  #line(courseId, step, rows, reason) {
    const row = this.#rows.get(courseId) ?? this.#newRow(courseId);
    row.className = step;
    row.cells[1].textContent = [this.dataset[`step${step}`] ?? step, reason].join(" ").trim();
    row.cells[2].textContent = rows ?? "";
  }

  #newRow(courseId) {
    const row = this.querySelector("tbody").insertRow();
    const name = document.createElement("th");
    name.scope = "row";
    name.textContent = this.#names[courseId] ?? courseId;
    row.append(name);
    row.insertCell();
    row.insertCell().className = "number";
    this.#rows.set(courseId, row);
    return row;
  }

  #sentence(failure) {
    return failure ? [failure.message, failure.remedy].filter(Boolean).join(" ") : "";
  }
}

customElements.define("sync-console", SyncConsole);
