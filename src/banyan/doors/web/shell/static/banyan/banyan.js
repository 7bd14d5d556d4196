// The few things HTML cannot do alone. Every page works without this file.
"use strict";

// Nothing typed is lost by leaving: forms that opt in ask before the page goes while unsaved.
const unsaved = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) unsaved.add(form);
});
document.addEventListener("submit", (event) => unsaved.delete(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) unsaved.delete(event.target);
});
// An answer that says why nothing was saved is shown, too.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.isError && event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
});
// Moments are told by the reader's own clock.
document.addEventListener("htmx:afterSettle", () => {
  for (const moment of document.querySelectorAll("time[data-clock]")) {
    const clock = { hour: "2-digit", minute: "2-digit" };
    moment.textContent = new Date(moment.dateTime).toLocaleTimeString(document.documentElement.lang, clock);
  }
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

// The error summary takes the focus, so that it is read first.
const errors = document.querySelector(".errors");
if (errors) errors.focus();
