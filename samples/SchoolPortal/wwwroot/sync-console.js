// Follows a sync by the server-sent events of the API. After a break the browser comes back by itself, and names the last event that it has.

class SyncConsole extends HTMLElement {
  static observedAttributes = ["data-source"];

  #source;
  #names;
  #rows = new Map();

  connectedCallback() {
    window.Blazor?.addEventListener("enhancedload", this.#follow);
    this.#follow();
  }

  // The page is merged in one go: the names of the courses are new when that is done.
  attributeChangedCallback() {
    queueMicrotask(this.#follow);
  }

  disconnectedCallback() {
    window.Blazor?.removeEventListener?.("enhancedload", this.#follow);
    this.#source?.close();
  }

  // A link to another run, or to the same page, keeps the element and takes away its rows: the run is read from its first event.
  #follow = () => {
    if (!this.isConnected) return;
    this.#source?.close();
    this.#names = JSON.parse(this.dataset.names);
    this.#clear();
    const source = (this.#source = new EventSource(this.dataset.source));
    source.addEventListener("progress", ({ data }) => this.#show(JSON.parse(data)));
    source.addEventListener("state", ({ data }) => {
      this.#clear();
      this.#show(JSON.parse(data));
    });
    source.addEventListener("open", () => this.#say(""));
    source.addEventListener("error", () => {
      this.#say(source.readyState === EventSource.CLOSED ? this.dataset.lost : this.dataset.waiting);
    });
  };

  #clear() {
    delete this.dataset.ended;
    this.#rows.clear();
    this.querySelector("tbody").replaceChildren();
    this.#say("");
  }

  #say(text) {
    this.querySelector("[data-state]").textContent = text;
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
      this.#say([this.dataset[progress.state.toLowerCase()], this.#sentence(progress.failure)].join(" ").trim());
      this.dataset.ended = progress.state;
      if (this.hasAttribute("data-running")) this.#renew();
    }
  }

  // The buttons and the list around a run that was at work are those of a run at work.
  async #renew() {
    this.removeAttribute("data-running");
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok || !this.isConnected) return; // The next page has them.
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-renewed]")) {
      part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []));
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
