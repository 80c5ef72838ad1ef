/** The part of Framework's standard library that modules of this site import. */
export interface FileAttachment {
  readonly name: string;
  readonly href: string;
  readonly mimeType: string;
  readonly lastModified?: number;
  readonly size?: number;
  url(): Promise<string>;
  text(): Promise<string>;
  json<T = unknown>(): Promise<T>;
  arrayBuffer(): Promise<ArrayBuffer>;
}
/** `name` must be a string literal; Framework finds the files of a page by reading the code. */
export declare function FileAttachment(name: string, base?: string): FileAttachment;
export declare const Generators: {
  input<T>(element: EventTarget & {value: T}): AsyncGenerator<T>;
  observe<T>(initialize: (change: (value: T) => void) => (() => void) | void): AsyncGenerator<T>;
};
export declare function Mutable<T>(value?: T): {value: T};
export declare function resize(render: (width: number, height: number) => Node): Element;
