/** How code looks: the site's own custom properties, so that light and dark follow the page. */
import {HighlightStyle, syntaxHighlighting} from "@codemirror/language";
import type {Extension} from "@codemirror/state";
import {EditorView} from "@codemirror/view";
import {tags} from "@lezer/highlight";

const highlight = HighlightStyle.define([
  {tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--code-keyword)", fontWeight: "600"},
  {tag: tags.string, color: "var(--code-string)"},
  {tag: tags.special(tags.string), color: "var(--theme-foreground)"},
  {tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)"},
  {tag: [tags.lineComment, tags.blockComment, tags.meta], color: "var(--theme-foreground-muted)", fontStyle: "italic"},
  {tag: [tags.typeName, tags.standard(tags.name)], color: "var(--code-type)"},
  {tag: tags.heading, fontWeight: "700"},
  {tag: tags.emphasis, fontStyle: "italic"},
  {tag: tags.strong, fontWeight: "700"},
  {tag: [tags.link, tags.url], color: "var(--theme-foreground-focus)"}
]);

const look = EditorView.theme({
  "&": {color: "var(--theme-foreground)", backgroundColor: "var(--theme-background-alt)", fontSize: "14px"},
  "&.cm-focused": {outline: "2px solid var(--theme-foreground-focus)", outlineOffset: "-1px"},
  ".cm-scroller": {fontFamily: "var(--monospace)", lineHeight: "1.5"},
  ".cm-content": {caretColor: "var(--theme-foreground)", padding: "8px 0"},
  ".cm-cursor, .cm-dropCursor": {borderLeftColor: "var(--theme-foreground)"},
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {backgroundColor: "color-mix(in srgb, var(--theme-foreground-focus) 28%, transparent)"},
  ".cm-activeLine": {backgroundColor: "color-mix(in srgb, var(--theme-foreground) 4%, transparent)"},
  ".cm-gutters": {backgroundColor: "transparent", color: "var(--theme-foreground-faint)", border: "0"},
  ".cm-activeLineGutter": {backgroundColor: "transparent", color: "var(--theme-foreground)"},
  ".cm-placeholder": {color: "var(--theme-foreground-muted)"},
  "&.cm-focused .cm-matchingBracket": {backgroundColor: "color-mix(in srgb, var(--theme-foreground-focus) 22%, transparent)"},
  ".cm-tooltip, .cm-panels": {backgroundColor: "var(--theme-background-alt)", color: "var(--theme-foreground)", border: "1px solid var(--line-strong)", borderRadius: "6px"},
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {fontFamily: "var(--monospace)", fontSize: "13px", maxHeight: "18em"},
  ".cm-tooltip-autocomplete ul li[aria-selected]": {backgroundColor: "var(--theme-foreground-focus)", color: "var(--theme-background-alt)"},
  ".cm-completionDetail": {marginLeft: "1em", fontStyle: "normal", opacity: "0.75"},
  ".cm-completionInfo": {fontFamily: "var(--sans-serif)", fontSize: "13px", maxWidth: "24em"},
  ".cm-diagnostic": {fontFamily: "var(--sans-serif)", fontSize: "13px", whiteSpace: "pre-wrap"},
  ".cm-diagnostic-error": {borderLeftColor: "var(--c-problem)"},
  ".cm-diagnostic-warning": {borderLeftColor: "var(--c-warning)"},
  ".cm-lintRange-error": {backgroundImage: "none", textDecoration: "underline wavy var(--c-problem)", textUnderlineOffset: "3px"},
  ".cm-lintRange-warning": {backgroundImage: "none", textDecoration: "underline wavy var(--c-warning)", textUnderlineOffset: "3px"},
  ".cm-button, .cm-textfield": {backgroundImage: "none", backgroundColor: "var(--theme-background-alt)", color: "inherit", borderColor: "var(--line-strong)"},
  ".cm-searchMatch": {backgroundColor: "color-mix(in srgb, var(--c-warning) 30%, transparent)"}
});

/** Theme and highlighting of every editor. */
export const editorTheme: Extension = [look, syntaxHighlighting(highlight)];
