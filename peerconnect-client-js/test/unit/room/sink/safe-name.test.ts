import { describe, expect, it } from "vitest";
import { safeName, safePath, uniquePaths } from "../../../../src/room/sink/safe-name.ts";

describe("safeName", () => {
  it.each([
    ["lion.jpg", "lion.jpg"],
    ["Ein Löwe – größer.jpg", "Ein Löwe – größer.jpg"],
    ["獅子.png", "獅子.png"],
    // What Persian and families of emoji are joined with.
    ["می\u200cخواهم.txt", "می\u200cخواهم.txt"],
    ["👨\u200d👩\u200d👧.txt", "👨\u200d👩\u200d👧.txt"],
    [".gitignore", ".gitignore"],
    ["archive.tar.gz", "archive.tar.gz"],
  ])("leaves %j alone", (name, expected) => {
    expect(safeName(name)).toBe(expected);
  });

  it.each([
    ["../../etc/passwd", ".._.._etc_passwd"],
    ["..\\..\\boot.ini", ".._.._boot.ini"],
    ["/etc/passwd", "_etc_passwd"],
    ["C:\\Windows\\system.ini", "C__Windows_system.ini"],
    ["file.txt:stream", "file.txt_stream"],
    ['a<b>c"d|e?f*g', "a_b_c_d_e_f_g"],
    ["~/.ssh/id_rsa", "~_.ssh_id_rsa"],
  ])("lets %j not leave its folder", (name, expected) => {
    expect(safeName(name)).toBe(expected);
  });

  it.each(["", ".", "..", "...", " ", "\t", "/", "///", ". .", "\u0000", "\u202e", "_", "\ud800"])(
    "calls %j a file",
    (name) => {
      expect(safeName(name)).toBe("file");
    },
  );

  it.each([
    ["CON", "CON_"],
    ["con.txt", "con_.txt"],
    ["Nul.tar.gz", "Nul_.tar.gz"],
    ["com1", "com1_"],
    ["LPT9.log", "LPT9_.log"],
    ["COM¹.x", "COM¹_.x"],
    ["conin$", "conin$_"],
    ["aux .txt", "aux_ .txt"],
  ])("makes a plain name of the device %j", (name, expected) => {
    expect(safeName(name)).toBe(expected);
  });

  it.each(["console.txt", "com10", "nullable.ts", "auxiliary"])(
    "knows that %j is no device",
    (name) => {
      expect(safeName(name)).toBe(name);
    },
  );

  it.each([
    // Would be shown as "invoice-exe.pdf".
    ["invoice-\u202efdp.exe", "invoice-_fdp.exe"],
    ["a\u2066b\u2069c", "a_b_c"],
    ["a\u200eb\u200fc\u061cd", "a_b_c_d"],
  ])("takes the power to turn text around from %j", (name, expected) => {
    expect(safeName(name)).toBe(expected);
  });

  it.each([
    ["a\u0000b.txt", "a_b.txt"],
    ["a\nb\rc\td", "a_b_c_d"],
    ["a\u007fb\u009fc", "a_b_c"],
    ["a\u200bb\ufeffc\u00add", "a_b_c_d"],
    ["a\u2028b\u2029c", "a_b_c"],
    ["tag\u{e0041}s", "tag_s"],
    ["half\ud83dface", "half_face"],
    ["repl\ufffdaced", "repl_aced"],
  ])("shows what is invisible in %j", (name, expected) => {
    expect(safeName(name)).toBe(expected);
  });

  it.each([
    ["lion.jpg.", "lion.jpg"],
    ["lion.jpg ", "lion.jpg"],
    ["lion. . .", "lion"],
    ["  lion.jpg", "lion.jpg"],
    ["a   b\u00a0c.txt", "a b c.txt"],
  ])("ends %j as Windows would", (name, expected) => {
    expect(safeName(name)).toBe(expected);
  });

  it("gives names that look the same the same characters", () => {
    expect(safeName("Löwe")).toBe(safeName("Lo\u0308we"));
  });

  it.each(["x".repeat(300) + ".jpeg", "ü".repeat(300) + ".jpeg", "😀".repeat(300) + ".jpeg"])(
    "shortens what no file system takes, and keeps the extension",
    (name) => {
      const short = safeName(name);
      expect(new TextEncoder().encode(short).length).toBeLessThanOrEqual(255);
      expect(new TextEncoder().encode(short).length).toBeGreaterThan(245);
      expect(short).toMatch(/\.jpeg$/);
      expect(short).not.toMatch(/\p{Cs}/u);
    },
  );

  it("makes nothing unsafe by shortening", () => {
    const name = safeName(`${"a".repeat(249)}. .${"b".repeat(20)}`);
    expect(safeName(name)).toBe(name);
  });
});

describe("safePath", () => {
  it.each([
    [
      ["a", "b"],
      ["a", "b"],
    ],
    [["..", "..", "etc"], ["etc"]],
    [[".", "", "a", "..."], ["a"]],
    [
      ["a/b", "c\\d"],
      ["a_b", "c_d"],
    ],
    [
      ["/", "\\"],
      ["folder", "folder"],
    ],
    [
      ["con", "nul"],
      ["con_", "nul_"],
    ],
    [[" .. "], []],
  ])("makes of %j %j", (path, expected) => {
    expect(safePath(path)).toEqual(expected);
  });

  it("ends what is too deep for any disk", () => {
    expect(safePath(Array.from({ length: 60 }, () => "a"))).toHaveLength(32);
  });
});

describe("uniquePaths", () => {
  it("numbers names that are taken", () => {
    expect(uniquePaths([["a.txt"], ["a.txt"], ["a.txt"], ["b", "a.txt"]])).toEqual([
      ["a.txt"],
      ["a (1).txt"],
      ["a (2).txt"],
      ["b", "a.txt"],
    ]);
  });

  it("takes names that differ only in case for the same", () => {
    expect(uniquePaths([["Lion.JPG"], ["lion.jpg"]])).toEqual([["Lion.JPG"], ["lion (1).jpg"]]);
  });

  it("goes past a number that somebody uses", () => {
    expect(uniquePaths([["a.txt"], ["a (1).txt"], ["a.txt"]])).toEqual([
      ["a.txt"],
      ["a (1).txt"],
      ["a (2).txt"],
    ]);
  });

  it("calls no file like a folder beside it", () => {
    expect(uniquePaths([["a"], ["a", "b"]])).toEqual([["a (1)"], ["a", "b"]]);
  });

  it("keeps within 255 bytes", () => {
    const name = `${"x".repeat(251)}.txt`;
    const [, second] = uniquePaths([[name], [name]]);
    expect(second).toEqual([`${"x".repeat(247)} (1).txt`]);
  });

  it("needs no age for ten thousand files of one name", () => {
    const paths = uniquePaths(Array.from({ length: 10_000 }, () => ["same.txt"]));
    expect(new Set(paths.map((path) => path.join("/"))).size).toBe(10_000);
    expect(paths.at(-1)).toEqual(["same (9999).txt"]);
  });
});
