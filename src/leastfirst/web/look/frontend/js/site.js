// What a page gains with JavaScript. Nothing on it needs this: every page reads, links and submits without.
import { Button, ErrorSummary, NotificationBanner, createAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, ErrorSummary, NotificationBanner]) createAll(component);
