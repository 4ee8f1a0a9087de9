// A gradebook that keeps only the cells in sight in the page, down and across. The server sends all scores at once, as arrays.

const rowHeight = 34;
const columnWidth = 104;
const isNarrow = () => window.innerWidth < 640;
const nameWidth = () => (isNarrow() ? 118 : 216);
const totalWidth = () => (isNarrow() ? 66 : 112);
const headHeight = 64;
const spare = 4; // rows and columns beyond the edge

const marks = { m: "●", l: "▲", s: "○" };
const kinds = { m: "missing", l: "late", s: "submitted", e: "excused", x: "none" };

const element = (name, role, className) => {
  const made = document.createElement(name);
  if (role) made.setAttribute("role", role);
  if (className) made.className = className;
  return made;
};

class GradeGrid extends HTMLElement {
  #data;
  #rows = new Map();
  #heads = new Map();
  #at = { row: 0, column: 0 };
  #scroller;
  #sheet;
  #head;
  #frame = 0;

  static observedAttributes = ["data-source"];

  connectedCallback() {
    window.Blazor?.addEventListener("enhancedload", this.#afterMerge);
    this.#load();
  }

  // The page is merged in one go: what it took away is seen when that is done.
  attributeChangedCallback() {
    queueMicrotask(this.#afterMerge);
  }

  // A link to another day, or to the same page, keeps the element, and empties it.
  #afterMerge = () => {
    if (this.isConnected && (this.#source !== this.dataset.source || this.#shown?.parentNode !== this)) this.#load();
  };

  async #load() {
    const source = (this.#source = this.dataset.source);
    this.#stop();
    this.removeAttribute("role");
    this.#show(document.createTextNode(this.dataset.loading));
    this.setAttribute("aria-busy", "true");
    let data;
    try {
      const answer = await fetch(source, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      data = await answer.json();
    } catch {
      data = null;
    }

    if (!this.isConnected || source !== this.#source) return;
    this.removeAttribute("aria-busy");
    if (!data) {
      this.#show(document.createTextNode(this.dataset.failed));
      this.setAttribute("role", "alert");
      return;
    }

    if (data.rows.length === 0) {
      this.#show(document.createTextNode(this.dataset.empty));
      return;
    }

    this.#data = data;
    this.#at = { row: 0, column: 0 };
    this.#number = new Intl.NumberFormat(this.dataset.language, { maximumFractionDigits: 2 });
    this.#percent = new Intl.NumberFormat(this.dataset.language, { maximumFractionDigits: 1 });
    this.#build();
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    window.Blazor?.removeEventListener?.("enhancedload", this.#afterMerge);
    this.#stop();
  }

  #stop() {
    this.#observer?.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#rows.clear();
    this.#heads.clear();
  }

  #show(node) {
    this.#shown = node;
    this.replaceChildren(node);
  }

  #number;
  #percent;
  #narrow;
  #observer;
  #source;
  #shown;

  #build() {
    const { columns, rows } = this.#data;
    this.#narrow = isNarrow();
    const scroller = element("div", "grid", "grid");
    scroller.tabIndex = 0;
    scroller.setAttribute("aria-label", this.dataset.label);
    scroller.setAttribute("aria-describedby", "grid-help");
    scroller.setAttribute("aria-readonly", "true");
    scroller.setAttribute("aria-rowcount", rows.length + 1);
    scroller.setAttribute("aria-colcount", columns.length + 2);
    const sheet = element("div", "presentation", "sheet");
    sheet.style.width = `${nameWidth() + totalWidth() + columns.length * columnWidth}px`;
    sheet.style.height = `${headHeight + rows.length * rowHeight}px`;
    const head = element("div", "row", "head");
    head.setAttribute("aria-rowindex", 1);
    head.append(this.#fixed("columnheader", "corner", this.dataset.name, 1), this.#fixed("columnheader", "corner total", this.dataset.total, 2));
    sheet.append(head);
    scroller.append(sheet);
    scroller.addEventListener("scroll", () => this.#later(), { passive: true });
    scroller.addEventListener("keydown", (event) => this.#key(event));
    scroller.addEventListener("click", (event) => this.#click(event));
    scroller.addEventListener("dblclick", () => this.#open());
    scroller.addEventListener("focus", () => this.#draw());
    scroller.addEventListener("blur", () => this.#draw());
    [this.#scroller, this.#sheet, this.#head] = [scroller, sheet, head];
    this.#show(scroller);
    this.#draw();
  }

  // Narrow screens have narrower columns: everything is drawn again when the screen is turned.
  #fit() {
    if (this.#narrow === isNarrow()) {
      this.#later();
    } else {
      this.#rows.clear();
      this.#heads.clear();
      this.#build();
    }
  }

  #fixed(role, className, text, index) {
    const cell = element("div", role, className);
    cell.setAttribute("aria-colindex", index);
    cell.textContent = text;
    if (className.includes("total")) {
      cell.style.left = `${nameWidth()}px`;
      cell.style.width = `${totalWidth()}px`;
    } else {
      cell.style.width = `${nameWidth()}px`;
    }

    return cell;
  }

  #later() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.#scroller;
    const { columns, rows } = this.#data;
    const range = (from, size, step, count) => [
      Math.max(0, Math.floor(from / step) - spare),
      Math.min(count, Math.ceil((from + size) / step) + spare),
    ];
    const [top, bottom] = range(scrollTop, clientHeight, rowHeight, rows.length);
    const [left, right] = range(scrollLeft, clientWidth - nameWidth() - totalWidth(), columnWidth, columns.length);
    this.#keep(this.#heads, this.#head, left, right, (column) => this.#headCell(column));
    this.#keep(this.#rows, this.#sheet, top, bottom, (row) => this.#row(row));
    for (const { cells, node, index } of this.#rows.values()) {
      this.#keep(cells, node, left, right, (column) => this.#cell(index, column));
    }

    this.#mark();
  }

  // Takes away what is out of sight, and makes what has come into sight. Readers of the page go through it in the order of the screen.
  #keep(kept, parent, from, to, make) {
    for (const [index, item] of kept) {
      if (index < from || index >= to) {
        (item.node ?? item).remove();
        kept.delete(index);
      }
    }

    for (let index = from; index < to; index++) {
      if (!kept.has(index)) {
        const item = make(index);
        kept.set(index, item);
        const next = [...kept.keys()].filter((other) => other > index).sort((one, other) => one - other)[0];
        const before = next === undefined ? null : kept.get(next);
        parent.insertBefore(item.node ?? item, before?.node ?? before);
      }
    }
  }

  #headCell(index) {
    const { name, group, points } = this.#data.columns[index];
    const cell = element("div", "columnheader", "cell");
    cell.setAttribute("aria-colindex", index + 3);
    cell.style.left = `${nameWidth() + totalWidth() + index * columnWidth}px`;
    cell.title = group ? `${name} (${group})` : name;
    const title = element("span");
    title.textContent = name;
    const size = element("small");
    size.textContent = points == null ? "" : this.dataset.points.replace("{0}", this.#number.format(points));
    cell.append(title, size);
    return cell;
  }

  #row(index) {
    const data = this.#data.rows[index];
    const node = element("div", "row", index % 2 ? "line odd" : "line");
    node.setAttribute("aria-rowindex", index + 2);
    node.style.top = `${headHeight + index * rowHeight}px`;
    const name = this.#fixed("rowheader", "name", data.name, 1);
    name.id = this.#id(index, -2);
    name.title = data.section ? `${data.name} (${data.section})` : data.name;
    name.dataset.row = index;
    const total = this.#fixed("gridcell", "name total", data.total == null ? "–" : isNarrow() ? this.#percent.format(data.total) : `${this.#percent.format(data.total)} % ${data.letter ?? ""}`, 2);
    total.id = this.#id(index, -1);
    node.append(name, total);
    return { node, index, cells: new Map() };
  }

  #cell(row, column) {
    const data = this.#data.rows[row];
    const score = data.scores[column];
    const state = data.states[column];
    const cell = element("div", "gridcell", `cell ${kinds[state] ?? ""}`);
    cell.id = this.#id(row, column);
    cell.setAttribute("aria-colindex", column + 3);
    cell.style.left = `${nameWidth() + totalWidth() + column * columnWidth}px`;
    const shown = state === "e" ? "EX" : state === "x" ? "" : score == null ? "–" : this.#number.format(score);
    cell.textContent = shown;
    if (marks[state]) {
      const mark = element("span", null, "mark");
      mark.textContent = marks[state];
      mark.setAttribute("aria-hidden", "true");
      cell.append(mark);
    }

    if (kinds[state]) cell.setAttribute("aria-label", `${shown} ${this.dataset[kinds[state]]}`.trim());
    cell.dataset.row = row;
    cell.dataset.column = column;
    return cell;
  }

  #id(row, column) {
    return `cell-${row}-${column + 2}`;
  }

  #mark() {
    this.#scroller.querySelector(".active")?.classList.remove("active");
    const id = this.#id(this.#at.row, this.#at.column);
    const cell = document.getElementById(id);
    if (cell) {
      this.#scroller.setAttribute("aria-activedescendant", id);
      cell.classList.add("active");
    } else {
      this.#scroller.removeAttribute("aria-activedescendant");
    }
  }

  #click(event) {
    const name = event.target.closest(".name[data-row]");
    const cell = event.target.closest(".cell[data-row]");
    if (name) {
      this.#at = { row: Number(name.dataset.row), column: -2 };
      this.#open();
    } else if (cell) {
      this.#at = { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
      this.#mark();
    }
  }

  #key(event) {
    const { columns, rows } = this.#data;
    const page = Math.max(1, Math.floor((this.#scroller.clientHeight - headHeight) / rowHeight) - 1);
    const last = { row: rows.length - 1, column: columns.length - 1 };
    const { row, column } = this.#at;
    const to = {
      ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
      PageDown: [row + page, column], PageUp: [row - page, column],
      Home: [event.ctrlKey ? 0 : row, -2], End: [event.ctrlKey ? last.row : row, last.column],
    }[event.key];
    if (event.key === "Enter") {
      this.#open();
    } else if (to && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.#at = { row: Math.min(last.row, Math.max(0, to[0])), column: Math.min(last.column, Math.max(-2, to[1])) };
      this.#reveal();
      this.#draw();
    }
  }

  #reveal() {
    const view = this.#scroller;
    const { row, column } = this.#at;
    const top = row * rowHeight;
    const height = view.clientHeight - headHeight;
    view.scrollTop = Math.min(top, Math.max(view.scrollTop, top + rowHeight - height));
    if (column >= 0) {
      const left = column * columnWidth;
      const width = view.clientWidth - nameWidth() - totalWidth();
      view.scrollLeft = Math.min(left, Math.max(view.scrollLeft, left + columnWidth - width));
    } else {
      view.scrollLeft = 0;
    }
  }

  #open() {
    location.assign(this.dataset.student + this.#data.rows[this.#at.row].id);
  }
}

customElements.define("grade-grid", GradeGrid);
