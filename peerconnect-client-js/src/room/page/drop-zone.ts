import type { FileSource } from "../source/file-source.ts";
import { filesOfTransfer, mayHaveFiles } from "./gather-files.ts";

export interface DropZoneOptions {
  /** Where things may be dropped and pasted: the window, or the element in a page of somebody else. */
  readonly target: EventTarget;
  readonly mayDrop: () => boolean;
  /** Something is dragged over the target, or no longer. */
  readonly ondrag: (isOver: boolean) => void;
  readonly onfiles: (files: readonly FileSource[]) => void;
  readonly signal: AbortSignal;
}

/** Takes files that are dropped or pasted. */
export function watchDrops({ target, mayDrop, ondrag, onfiles, signal }: DropZoneOptions): void {
  const listen = (type: string, listener: (event: DragEvent) => void): void =>
    target.addEventListener(type, (event) => listener(event as DragEvent), { signal });
  const over = (event: DragEvent): void => {
    if (mayHaveFiles(event.dataTransfer) && mayDrop()) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      ondrag(true);
    }
  };
  listen("dragenter", over);
  listen("dragover", over);
  listen("dragleave", ({ relatedTarget }) => {
    // Between two elements of the page it has one.
    if (relatedTarget === null) {
      ondrag(false);
    }
  });
  listen("drop", (event) => {
    ondrag(false);
    if (mayHaveFiles(event.dataTransfer) && mayDrop()) {
      event.preventDefault();
      void filesOfTransfer(event.dataTransfer).then(onfiles);
    }
  });
  target.addEventListener(
    "paste",
    (event) => {
      const { clipboardData } = event as ClipboardEvent;
      if (mayHaveFiles(clipboardData) && mayDrop()) {
        event.preventDefault();
        void filesOfTransfer(clipboardData).then(onfiles);
      }
    },
    { signal },
  );
}
