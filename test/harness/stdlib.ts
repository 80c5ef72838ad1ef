/** Stands in for Framework's standard library where modules of the site run in Node: files are their own address. */
export const FileAttachment = (name: string) => ({name, href: name});
export const Mutable = <T>(value?: T) => ({value});
