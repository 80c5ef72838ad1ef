/** Small DOM helpers shared by the components. */
import {html} from "npm:htl";

/** htl's `html` when the template has one root element. */
export const element = html as unknown as (strings: TemplateStringsArray, ...values: unknown[]) => HTMLElement;

/** htl's `html.fragment`: several nodes side by side. */
export const fragment = html.fragment;

let count = 0;

/** An id that no other component on the page has. */
export const uniqueId = (prefix: string): string => `${prefix}-${++count}`;

/** Tells listeners (Framework's Generators.input among them) that a control's value changed. */
export const announce = (target: EventTarget): boolean => target.dispatchEvent(new Event("input", {bubbles: true}));
