// What a page gains with JavaScript. Nothing on it needs this: every page reads, links and submits without.
import { Button, ErrorSummary, NotificationBanner, createAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, ErrorSummary, NotificationBanner]) createAll(component);

// A table that fits need not be a stop for those who go through a page by keyboard; one that moves in its frame must be.
if ("ResizeObserver" in window) {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const frame of document.querySelectorAll(".lf-scrolls")) observer.observe(frame);
}
