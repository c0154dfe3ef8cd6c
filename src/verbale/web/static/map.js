// The map: shapes of countries and pins. Texts become nodes by textContent alone.
"use strict";

(() => {
  const box = document.getElementById("map");
  if (!box || typeof L === "undefined" || typeof topojson === "undefined") {
    return;
  }
  const GLYPHS = { incidents: "✱", held: "●", planned: "○" };
  const ASIDE = { incidents: 16, held: 0, planned: -16 }; // pixels, so that pins of one place do not hide each other
  const NAMES_FROM = 4; // zoom
  const NEAR = 34; // pixels
  const groups = Object.fromEntries(Object.keys(GLYPHS).map((layer) => [layer, L.layerGroup()]));

  const node = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) {
      made.className = className;
    }
    return made;
  };
  const withFact = (fact) => {
    const told = new URLSearchParams(location.search);
    told.set("fact", fact);
    return `${location.pathname}?${told}`;
  };
  const opened = (event, fact) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    const told = new URLSearchParams(location.search);
    told.delete("fact");
    window.htmx.ajax("GET", `/facts/${encodeURIComponent(fact)}?${told}`, { target: "#evidence" });
    history.pushState(null, "", withFact(fact));
  };
  const line = (point) => {
    const made = document.createElement("li");
    const link = node("a", point.what);
    link.href = `${withFact(point.fact)}#evidence`;
    link.title = box.dataset.open;
    link.addEventListener("click", (event) => opened(event, point.fact));
    made.append(link, node("small", [point.day, point.place, point.who, point.status, point.texts].filter(Boolean).join(" · ")));
    return made;
  };
  const named = (points) => {
    const places = [...new Set(points.map((one) => one.place))];
    return places.length > 3 ? `${places.slice(0, 3).join(", ")} …` : places.join(", ");
  };
  const popup = (points) => {
    const made = document.createElement("div");
    const list = document.createElement("ul");
    list.append(...points.map(line));
    made.append(node("strong", named(points)), list);
    return made;
  };
  const pin = (points) => {
    const { layer, lat, lon } = points[0];
    const label = node("span", points.length > 1 ? `${GLYPHS[layer]} ${points.length}` : GLYPHS[layer]);
    const width = points.length > 1 ? 40 : 26;
    const icon = L.divIcon({ className: `pin ${layer}`, html: label, iconSize: [width, 26], iconAnchor: [width / 2 + ASIDE[layer], 13 + Math.abs(ASIDE[layer]) / 2] });
    const name = `${named(points)}: ${box.dataset[layer]}, ${points.length}`;
    const made = L.marker([lat, lon], { icon, title: "", alt: name, keyboard: true });
    made.bindTooltip(() => node("span", name));
    made.bindPopup(() => popup(points), { maxWidth: 320, minWidth: 220 });
    made.on("popupopen", () => made.closeTooltip());
    made.on("add", () => made.getElement().setAttribute("aria-label", name));
    return made;
  };
  // Points of one layer that would lie on each other share a pin, at each zoom anew.
  const pinned = (map, points) => {
    for (const group of Object.values(groups)) {
      group.clearLayers();
    }
    const shared = [];
    for (const point of points) {
      const spot = map.project([point.lat, point.lon]);
      const near = shared.find((one) => one.points[0].layer === point.layer && one.spot.distanceTo(spot) < NEAR);
      if (near) {
        near.points.push(point);
      } else {
        shared.push({ spot, points: [point] });
      }
    }
    for (const one of shared) {
      groups[one.points[0].layer].addLayer(pin(one.points));
    }
  };

  const land = (map, shapes) => {
    const found = topojson.feature(shapes, shapes.objects.countries);
    L.geoJSON(found, { interactive: false, style: () => ({ className: "land" }) }).addTo(map);
    const names = L.layerGroup();
    for (const one of found.features) {
      const middle = middleOf(one.geometry);
      const label = node("span", one.properties.name || "");
      label.lang = "en";
      names.addLayer(L.marker(middle, { icon: L.divIcon({ className: "country", html: label, iconSize: [0, 0] }), interactive: false, keyboard: false }));
    }
    const fit = () => (map.getZoom() >= NAMES_FROM ? names.addTo(map) : names.remove());
    map.on("zoomend", fit);
    fit();
  };
  // The middle of the largest part of a country.
  const middleOf = (geometry) => {
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const bounds = parts.map((part) => L.latLngBounds(part[0].map(([lon, lat]) => [lat, lon])));
    const size = (one) => (one.getEast() - one.getWest()) * (one.getNorth() - one.getSouth());
    return bounds.reduce((best, one) => (size(one) > size(best) ? one : best)).getCenter();
  };

  const layers = (map) => {
    const shown = () => {
      const checked = [...document.querySelectorAll('.layers input[name="layer"]')].filter((one) => one.checked).map((one) => one.value);
      const wanted = checked.length ? checked : Object.keys(GLYPHS);
      for (const [layer, group] of Object.entries(groups)) {
        if (wanted.includes(layer)) {
          group.addTo(map);
        } else {
          group.remove();
        }
      }
      for (const row of document.querySelectorAll("tr[data-layer]")) {
        row.hidden = !wanted.includes(row.dataset.layer);
      }
      return checked;
    };
    document.querySelector(".layers").addEventListener("change", () => {
      const checked = shown();
      const told = new URLSearchParams(location.search);
      told.delete("layer");
      checked.forEach((one) => told.append("layer", one));
      history.replaceState(null, "", String(told) ? `${location.pathname}?${told}` : location.pathname);
    });
    shown();
  };

  const draw = async () => {
    const ask = async (path) => {
      const answer = await fetch(path, { headers: { Accept: "application/json" } });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      return answer.json();
    };
    // All layers are fetched, so that a box can show what the address left out.
    const told = new URLSearchParams(location.search);
    told.delete("layer");
    told.delete("fact");
    const [shapes, { points }] = await Promise.all([ask(box.dataset.shapes), ask(`${box.dataset.points}?${told}`)]);
    box.hidden = false;
    document.querySelector(".credit").hidden = false;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(box, { attributionControl: false, zoomControl: false, minZoom: 1, maxZoom: 9, worldCopyJump: false, zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, maxBounds: [[-85, -220], [85, 220]], scrollWheelZoom: false });
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
    L.control.attribution({ prefix: false }).addAttribution("Natural Earth").addTo(map);
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur mouseout", () => map.scrollWheelZoom.disable());
    map.on("popupopen", ({ popup: own }) => {
      const close = own.getElement().querySelector(".leaflet-popup-close-button");
      if (close) {
        close.setAttribute("aria-label", box.dataset.close);
      }
    });
    if (points.length) {
      map.fitBounds(L.latLngBounds(points.map((one) => [one.lat, one.lon])).pad(0.15), { maxZoom: 7, animate: false });
    } else {
      map.setView([25, 20], 2);
    }
    land(map, shapes);
    pinned(map, points);
    map.on("zoomend", () => pinned(map, points));
    layers(map);
  };

  draw().catch(() => {
    box.hidden = false;
    box.replaceChildren(node("p", box.dataset.failed, "notice"));
  });
})();
