// A text that is read: the marked words come into view, and the fact under the pointer is told apart.
"use strict";

(() => {
  const marked = document.querySelector(".text .marked");
  if (marked && !window.location.hash) {
    marked.scrollIntoView({ block: "center" });
  }
})();
