// Bundles WebTorrent from its sources, without what a browser has no use for (DHT, TCP, other trackers) and what we have
// replacements for (making torrents, its own Service Worker and file store, log output).
const left = [
  /^(fs|net|os|http|crypto|ws)$/,
  /^(bittorrent-dht|bittorrent-lsd|create-torrent|load-ip-set|ut_pex)$/,
  /^(fs|fsa)-chunk-store$/,
  /^@silentbot1\/nat-api$/,
  /\/(conn-pool|server|mse|http-tracker|udp-tracker|common-node)\.js$/,
  /\/utp\.cjs$/,
];
const nothing = "\0nothing";
const silence = "\0silence";
const names = [
  "BrowserServer",
  "Client",
  "MessageStreamEncryptor",
  "NodeServer",
  "nativeRC4",
  "parseInput",
];

export const webtorrent = {
  define: { global: "globalThis", "process.browser": "true" },
  plugins: [
    {
      name: "webtorrent",
      enforce: "pre",
      resolveId(id, importer) {
        if (!importer?.includes("node_modules")) return undefined;
        if (id === "debug") return silence;
        if (id === "path") return this.resolve("path-esm", importer);
        return left.some((one) => one.test(id)) ? nothing : undefined;
      },
      load(id) {
        if (id === silence) return "export default () => () => {};";
        if (id === nothing)
          return `export default {}; export const ${names.map((it) => `${it} = undefined`).join(", ")};`;
        return undefined;
      },
    },
  ],
};
