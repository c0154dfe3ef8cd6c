// Keys of the review queue: each presses what stands on the page under the same letter.
"use strict";

(() => {
  const writing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  const openForm = () => {
    const form = document.getElementById("correct");
    if (form) {
      form.open = true;
      form.scrollIntoView({ block: "nearest" });
      const field = form.querySelector('[aria-invalid="true"], select, input:not([type="hidden"])');
      if (field) field.focus();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (writing(event.target)) event.target.blur();
      else {
        const form = document.getElementById("correct");
        if (form) form.open = false;
      }
      return;
    }
    if (writing(event.target) || event.repeat) return;
    const key = event.key === "?" ? "?" : event.key.toLowerCase();
    if (!/^[crsuejk?]$/.test(key)) return;
    // What is being sent is not sent twice, and nothing is judged that has not quite come.
    if (document.querySelector("#review.htmx-request, #review .htmx-request, #review.htmx-added")) return;
    const pressed = document.querySelector(`[data-press="${key}"]`);
    if (pressed) {
      event.preventDefault();
      pressed.click();
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens]")) {
      event.preventDefault();
      openForm();
    }
  });

  // The next fact has come: the keyboard and screen readers go on from it; the evidence of the one before is closed.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "review") return;
    const wrong = event.target.querySelector('[aria-invalid="true"]');
    (wrong || event.target).focus({ preventScroll: true });
    const panel = document.getElementById("evidence");
    if (panel) panel.replaceChildren();
    if (event.target.getBoundingClientRect().top < 0) event.target.scrollIntoView();
  });

  if (location.hash === "#correct") openForm();
})();
