// Lanes that can be zoomed. The rows come as JSON; texts become nodes by textContent alone.
"use strict";

(() => {
  const box = document.getElementById("lanes");
  if (!box || typeof vis === "undefined") {
    return;
  }
  const GLYPHS = { solid: "●", hollow: "○", crossed: "✕" };
  const DAY = 86400000;
  const rows = document.getElementById("rows");
  const known = new vis.DataSet();
  let timeline = null;
  let waiting = 0;
  let asking = null;

  const at = (day, added = 0) => {
    const moment = new Date(`${day}T00:00:00`);
    moment.setDate(moment.getDate() + added);
    return moment;
  };
  const dayOf = (moment) => {
    const two = (number) => String(number).padStart(2, "0");
    return `${String(moment.getFullYear()).padStart(4, "0")}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  };
  const node = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) {
      made.className = className;
    }
    return made;
  };
  const address = (path, changes) => {
    const told = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) {
        told.set(name, value);
      } else {
        told.delete(name);
      }
    }
    return String(told) ? `${path}?${told}` : path;
  };

  const shownItem = (item) => {
    const link = node("a", `${GLYPHS[item.sign]} ${item.differ ? "≠ " : ""}${item.label}`);
    link.href = `${address(location.pathname, { fact: item.id })}#evidence`;
    link.dataset.key = item.id;
    link.draggable = false;
    link.setAttribute("aria-label", `${item.when}, ${item.laneName}, ${box.dataset[item.sign]}: ${item.label}`);
    return link;
  };
  const hint = (item) => {
    const made = document.createElement("div");
    made.append(node("b", item.label), node("small", [item.when, item.place, item.outlet].filter(Boolean).join(" · ")), item.sentence);
    return made;
  };
  const item = (told) => {
    const ends = told.until ? at(told.until, 1) : null;
    const made = {
      id: told.id,
      group: told.lane,
      start: at(told.day),
      type: ends ? "range" : "box",
      className: `lane-${told.lane} ${told.sign}`,
      told: { ...told, laneName: lanes.get(told.lane) || told.lane },
    };
    if (ends) {
      made.end = ends;
    } else {
      made.start = new Date(made.start.getTime() + DAY / 2);
    }
    made.title = hint(made.told);
    return made;
  };
  const lanes = new Map(box.dataset.lanes.split(";").map((one) => one.split("=")));

  const failed = () => {
    box.replaceChildren(node("p", box.dataset.failed, "notice"));
    box.hidden = false;
  };
  const load = async (changes) => {
    if (asking) {
      asking.abort();
    }
    asking = new AbortController();
    const answer = await fetch(address(box.dataset.items, { ...changes, fact: "", limit: "500" }), {
      signal: asking.signal,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    known.update((await answer.json()).items.map(item));
  };

  // The window that is looked at stands in the address, and the rows below are those of it.
  const settle = async (since, until) => {
    history.replaceState(null, "", address(location.pathname, { since, until, fact: "" }));
    marked(since, until);
    try {
      await load({ since, until });
    } catch (error) {
      if (error.name !== "AbortError") {
        failed();
      }
      return;
    }
    window.htmx.ajax("GET", address(location.pathname, { since, until, fact: "" }), { target: rows, swap: "innerHTML" });
  };
  const marked = (since, until) => {
    for (const id of ["f-since", "f-until"]) {
      const field = document.getElementById(id);
      if (field) {
        field.value = id === "f-since" ? since : until;
      }
    }
    const days = since ? Math.round((at(until) - at(since)) / DAY) + 1 : 0;
    for (const link of document.querySelectorAll(".spans a")) {
      const own = LENGTHS[link.dataset.span] || 0;
      if (own === days) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
    }
  };
  const LENGTHS = { day: 1, week: 7, month: 30, quarter: 91 };
  const ends = () => {
    const { start, end } = timeline.getWindow();
    return [dayOf(start), dayOf(new Date(end.getTime() - 1))];
  };
  const centre = () => {
    const { start, end } = timeline.getWindow();
    return dayOf(new Date((start.getTime() + end.getTime()) / 2));
  };
  const fitted = () => {
    const range = timeline.getItemRange();
    if (range.min && range.max) {
      timeline.setWindow(at(dayOf(range.min), -1), at(dayOf(range.max), 2), { animation: false });
    }
  };

  const opened = (key) => {
    const url = address(location.pathname, { fact: key });
    window.htmx.ajax("GET", address(`/facts/${encodeURIComponent(key)}`, { fact: "" }), { target: "#evidence" });
    history.pushState(null, "", url);
    timeline.setSelection([key]);
  };

  const draw = () => {
    const told = new URLSearchParams(location.search);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const options = {
      locale: box.dataset.language,
      groupOrder: "order",
      groupTemplate: (group) => node("span", group.name),
      template: (one) => (one && one.told ? shownItem(one.told) : node("span", String((one && one.items && one.items.length) || ""))),
      orientation: { axis: "top", item: "top" },
      stack: true,
      verticalScroll: true,
      maxHeight: "30rem",
      zoomKey: "ctrlKey",
      zoomMin: DAY,
      zoomMax: 20 * 365 * DAY,
      margin: { item: { horizontal: 4, vertical: 4 }, axis: 8 },
      showCurrentTime: true,
      selectable: true,
      cluster: { maxItems: 3, showStipes: false, fitOnDoubleClick: true },
      tooltip: { followMouse: false, overflowMethod: "flip", delay: 250 },
    };
    const groups = [...lanes].map(([id, name], order) => ({ id, name, order, content: name }));
    timeline = new vis.Timeline(box, known, groups, options);
    const side = box.querySelector(".vis-left"); // scrolls the lanes, by the keyboard too
    side.tabIndex = 0;
    side.setAttribute("role", "group");
    side.setAttribute("aria-label", box.getAttribute("aria-label"));
    if (told.get("since") && told.get("until")) {
      timeline.setWindow(at(told.get("since")), at(told.get("until"), 1), { animation: false });
    } else {
      fitted();
    }
    timeline.on("rangechanged", (event) => {
      if (event.byUser) {
        clearTimeout(waiting);
        waiting = setTimeout(() => settle(...ends()), 400);
      }
    });
    document.querySelector(".spans").addEventListener("click", (event) => {
      const link = event.target.closest("a[data-span]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
      }
      event.preventDefault();
      if (link.dataset.span === "all") {
        settle("", "").then(fitted);
        return;
      }
      const days = LENGTHS[link.dataset.span];
      const middle = new URLSearchParams(location.search).get("since") ? centre() : box.dataset.middle || centre();
      const first = at(middle, -Math.floor(days / 2));
      const last = at(dayOf(first), days);
      timeline.setWindow(first, last, { animation: !calm });
      settle(dayOf(first), dayOf(new Date(last.getTime() - 1)));
    });
  };

  // A press that drags the lanes opens nothing.
  let pressed = null;
  box.addEventListener("pointerdown", (event) => {
    pressed = [event.clientX, event.clientY];
  }, true);
  box.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-key]") || (event.target.closest(".vis-item") || box).querySelector(":scope a[data-key]");
    if (!link || !event.target.closest(".vis-item") || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const far = event.detail && pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 5;
    if (!far) {
      opened(link.dataset.key);
    }
  });
  // The wheel scrolls the lanes as far as they go, then the page.
  box.addEventListener("wheel", (event) => {
    if (timeline && !event.ctrlKey) {
      const { scrollTop, scrollTopMin } = timeline.props;
      if (event.deltaY > 0 ? scrollTop <= scrollTopMin : scrollTop >= 0) {
        event.stopPropagation();
      }
    }
  }, { capture: true, passive: true });
  box.addEventListener("keydown", (event) => {
    if (!timeline || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const zoom = { "+": () => timeline.zoomIn(0.4), "-": () => timeline.zoomOut(0.4) }[event.key];
    if (zoom) {
      event.preventDefault();
      zoom();
      clearTimeout(waiting);
      waiting = setTimeout(() => settle(...ends()), 700);
    }
  });

  load({})
    .then(() => {
      if (known.length) {
        box.hidden = false;
        document.getElementById("lanes-hint").hidden = false;
        draw();
      }
    })
    .catch(failed);
})();
