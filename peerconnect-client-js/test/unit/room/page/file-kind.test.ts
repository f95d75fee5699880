import { describe, expect, it } from "vitest";
import { fileKindOf } from "../../../../src/room/page/file-kind.ts";
import { previewKindOf } from "../../../../src/room/page/preview-file.ts";

describe("fileKindOf", () => {
  it.each([
    ["photo.JPG", "", "image"],
    ["song.flac", "", "audio"],
    ["film.mkv", "", "video"],
    ["paper.pdf", "", "pdf"],
    ["main.rs", "", "text"],
    ["all.tar.gz", "", "archive"],
    ["letter.docx", "", "document"],
    ["README", "text/plain", "text"],
    ["scan", "application/pdf", "pdf"],
    ["backup", "application/x-7z-compressed", "archive"],
    ["program", "", "other"],
    [".jpg", "", "image"],
  ] as const)("tells that '%s' of type '%s' is %s", (name, type, kind) => {
    expect(fileKindOf(name, type)).toBe(kind);
  });

  it("believes the name, not what the sender says", () => {
    expect(fileKindOf("page.html", "image/png")).toBe("text");
  });
});

describe("previewKindOf", () => {
  it("shows no documents that may carry scripts", () => {
    expect(previewKindOf("drawing.svg", "image/svg+xml")).toBeUndefined();
    expect(previewKindOf("page.html", "text/html")).toBe("text");
  });

  it("shows nothing that browsers cannot", () => {
    expect(previewKindOf("letter.docx", "")).toBeUndefined();
    expect(previewKindOf("all.zip", "")).toBeUndefined();
  });
});
