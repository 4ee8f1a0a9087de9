// Names the reader's time zone to the server, keeps the answers of live forms up to date, and draws the gradebook and the progress of syncs.
import "./grade-grid.js";
import "./sync-console.js";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.split("; ").includes(`zone=${zone}`)) {
  document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
}

// A live form is sent a moment after each input. Only its answers are replaced, so that no one loses what is being typed.
let waiting;
let sending;
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-live]");
  if (form) {
    clearTimeout(waiting);
    waiting = setTimeout(() => refresh(form), 200);
  }
});

async function refresh(form) {
  sending?.abort();
  sending = new AbortController();
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: sending.signal });
    if (!answer.ok) return; // The button of the form still sends it, and shows what is wrong.
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of form.querySelectorAll("[data-answer]")) {
      part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []));
    }
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}
