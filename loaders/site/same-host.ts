/**
 * JavaScript in front of the engine's worker: it may ask the site's own host and no other. A page's content policy does
 * not reach into a worker, and SQL can name any address (`from 'https://…'`), also in a link that somebody else made.
 */
export const sameHostOnly = `(() => {
  const check = (url) => {
    const {protocol, host} = new URL(url, self.location.href);
    if (protocol !== "blob:" && protocol !== "data:" && host !== self.location.host) throw new TypeError("not read, because it is on another host: " + host);
  };
  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    check(url);
    return open.call(this, method, url, ...rest);
  };
  const ask = self.fetch;
  self.fetch = async (input, init) => {
    check(input instanceof Request ? input.url : input);
    return ask(input, init);
  };
  const load = self.importScripts;
  self.importScripts = (...urls) => {
    urls.forEach(check);
    return load.apply(self, urls);
  };
  self.WebSocket = self.EventSource = undefined;
})();
`;
