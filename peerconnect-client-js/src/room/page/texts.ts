import type { Format } from "./format.ts";

/** What can go wrong, each with a sentence and a way on. */
export type Problem =
  // The page cannot do its work here.
  | "insecure"
  | "unsupported"
  // The way in.
  | "link-broken"
  | "room-unknown"
  | "room-denied"
  | "room-full"
  | "room-locked"
  | "room-limit"
  | "room-off"
  | "room-closed"
  | "room-expired"
  | "room-removed"
  | "room-replaced"
  | "room-left"
  | "site-unreachable"
  // Short codes.
  | "code-malformed"
  | "code-unknown"
  | "code-wrong"
  | "code-burnt"
  | "code-expired"
  | "code-busy"
  | "code-unreachable"
  // Files.
  | "file-changed"
  | "file-vanished"
  | "file-withdrawn"
  | "file-corrupt"
  | "no-space"
  | "too-large"
  | "disk"
  | "no-preview"
  // What we offer.
  | "too-many"
  | "no-files"
  | "reloaded"
  // The sender.
  | "peer-unreachable"
  | "peer-dropped";

/** How a member is reached. */
export type PathName = "connecting" | "direct" | "turned" | "relayed" | "unreachable" | "tampered";

/** A problem in words. */
export interface ProblemText {
  readonly title: string;
  readonly advice: string;
}

/** Everything that the room page says, in one language. */
export interface RoomTexts {
  readonly home: {
    readonly title: string;
    readonly titleGroup: string;
    readonly lead: string;
    readonly drop: string;
    readonly dropHint: string;
    readonly send: string;
    readonly sendHint: string;
    readonly chooseFiles: string;
    readonly chooseFolder: string;
    readonly receiveTitle: string;
    readonly receiveLead: string;
    readonly codeLabel: string;
    readonly codePlaceholder: string;
    readonly codeSubmit: string;
    readonly groupTitle: string;
    readonly groupLead: string;
    readonly groupStart: string;
    readonly nameLabel: string;
    readonly listName: string;
    readonly listNone: string;
    readonly listMeaning: string;
    readonly members: (count: number, format: Format) => string;
    readonly listedTitle: string;
    readonly listedNone: string;
    readonly join: string;
    readonly promises: readonly ProblemText[];
  };
  readonly connecting: Readonly<Record<"site" | "code" | "room" | "peer", string>> & {
    readonly cancel: string;
  };
  readonly share: {
    readonly title: string;
    readonly titleGroup: string;
    readonly lead: string;
    readonly leadLink: string;
    readonly qr: string;
    readonly linkLabel: string;
    readonly copyLink: string;
    readonly copied: string;
    readonly send: string;
    readonly sendText: string;
    readonly codeLabel: string;
    readonly codeHint: (page: string) => string;
    readonly codeMake: string;
    readonly codeAgain: string;
    readonly codeMaking: string;
    readonly codeCopy: string;
    readonly codeLasts: (time: string) => string;
    readonly codeOver: Readonly<Record<"expired" | "burnt" | "limit", string>>;
  };
  readonly people: {
    readonly title: string;
    readonly titleSend: string;
    readonly none: string;
    readonly noneSender: string;
    readonly noneGroup: string;
    readonly you: string;
    readonly host: string;
    readonly sender: string;
    readonly guest: (number: number) => string;
    readonly ownName: string;
    readonly sendTo: (name: string) => string;
    readonly remove: (name: string) => string;
    readonly path: Readonly<Record<PathName, string>>;
    readonly pathMeaning: Readonly<Record<PathName, string>>;
    readonly reconnect: string;
    readonly check: string;
    readonly checkMeaning: string;
    readonly lock: string;
    readonly lockMeaning: string;
    readonly unlock: string;
    readonly unlockMeaning: string;
    readonly locked: string;
  };
  readonly offered: {
    readonly title: string;
    readonly none: string;
    readonly summary: (files: string, size: string) => string;
    readonly addFiles: string;
    readonly addFolder: string;
    readonly remove: (name: string) => string;
    readonly onlyFor: (name: string) => string;
    readonly state: Readonly<Record<"offered" | "receiving" | "done" | "declined", string>>;
    readonly keepOpen: string;
  };
  readonly received: {
    readonly title: string;
    readonly titleFrom: (name: string) => string;
    readonly none: string;
    readonly noneGroup: string;
    readonly offer: (name: string, files: string, size: string) => string;
    readonly offerToYou: (name: string, files: string, size: string) => string;
    readonly accept: string;
    readonly choose: string;
    readonly decline: string;
    readonly downloadAll: string;
    readonly downloadSome: (files: string) => string;
    readonly asZip: string;
    readonly toFolder: string;
    readonly pauseAll: string;
    readonly resumeAll: string;
    readonly cancelAll: string;
    readonly selectAll: string;
    readonly select: (name: string) => string;
    readonly download: (name: string) => string;
    readonly pause: (name: string) => string;
    readonly resume: (name: string) => string;
    readonly cancel: (name: string) => string;
    readonly again: (name: string) => string;
    readonly save: (name: string) => string;
    readonly saveShort: string;
    readonly saveAll: (files: string) => string;
    readonly view: (name: string) => string;
    readonly more: (files: string) => string;
    readonly state: Readonly<
      Record<
        | "queued"
        | "checking"
        | "waiting"
        | "paused"
        | "finishing"
        | "done"
        | "saved"
        | "cancelled"
        | "declined",
        string
      >
    >;
    readonly progress: (done: string, total: string) => string;
    readonly left: (time: string) => string;
  };
  readonly room: {
    readonly titleShare: (files: string) => string;
    readonly titleNothing: string;
    readonly titleReceive: string;
    readonly titleGroup: string;
    readonly stop: string;
    readonly stopGroup: string;
    readonly leave: string;
    readonly stopSure: string;
    readonly stopSureLead: string;
    readonly leaveSure: string;
    readonly leaveSureLead: string;
    readonly stopNow: string;
    readonly leaveNow: string;
    readonly stay: string;
    readonly offline: string;
    readonly hostAway: string;
    readonly log: string;
    readonly dismiss: string;
    readonly dropHere: string;
    readonly dropForAll: string;
  };
  readonly preview: {
    readonly close: string;
    readonly truncated: (size: string) => string;
    readonly failed: string;
  };
  readonly says: {
    readonly entered: (name: string) => string;
    readonly left: (name: string) => string;
    readonly unreachable: (name: string) => string;
    readonly relayed: (name: string) => string;
    readonly direct: (name: string) => string;
    readonly turned: (name: string) => string;
    readonly added: (files: string) => string;
    readonly removed: (name: string) => string;
    readonly offered: (name: string, files: string) => string;
    readonly received: (name: string) => string;
    readonly receivedAll: string;
    readonly failed: (name: string, reason: string) => string;
    readonly sent: (name: string, to: string) => string;
    readonly accepted: (name: string) => string;
    readonly declined: (name: string) => string;
    readonly progress: (percent: string) => string;
  };
  readonly ways: {
    readonly retry: string;
    readonly home: string;
    readonly secure: string;
  };
  readonly problems: Readonly<Record<Problem, ProblemText>>;
  readonly files: (count: number, format: Format) => string;
}

/** The texts that the room page brings along. A site adds a language through the property `texts` of the element. */
export const ENGLISH: RoomTexts = {
  home: {
    title: "Send files, browser to browser",
    titleGroup: "Share files in a group",
    lead: "They go from this device to whoever you give the link, encrypted end to end. Nothing is stored on the way.",
    drop: "Drop files or folders here",
    dropHint: "or paste them. Any size, any number.",
    send: "Send from this device",
    sendHint: "Any size, any number.",
    chooseFiles: "Choose files",
    chooseFolder: "Choose a folder",
    receiveTitle: "Receive",
    receiveLead: "Type the code that the sender sees, or open their link.",
    codeLabel: "Code",
    codePlaceholder: "417-amber-recipe-fossil",
    codeSubmit: "Receive",
    groupTitle: "Group",
    groupLead: "A room in which everybody sees each other and everybody may offer files.",
    groupStart: "Start a group",
    nameLabel: "Your name, if you like",
    listName: "Show it to everybody on this site as",
    listNone: "nothing: the room stays private",
    listMeaning: "A room that is shown is open to this site, too: it then has the key.",
    members: (count, format) => (count === 1 ? "1 person" : `${format.count(count)} people`),
    listedTitle: "Open rooms on this site",
    listedNone: "There are none at the moment.",
    join: "Join",
    promises: [
      {
        title: "Encrypted end to end",
        advice:
          "The key is in the link, after the #, and never reaches this site. Only those with the link or the code can read anything.",
      },
      {
        title: "Direct when possible",
        advice:
          "Where a network stands in the way, the site passes the encrypted bytes on. You always see which of the two it is.",
      },
      {
        title: "Open as long as this tab",
        advice:
          "Close it and nobody can fetch anything any more. An interrupted transfer goes on where it stopped.",
      },
    ],
  },
  connecting: {
    site: "Contacting the site",
    code: "Looking for the sender behind this code",
    room: "Opening the room",
    peer: "Connecting to the sender",
    cancel: "Cancel",
  },
  share: {
    title: "Let others receive",
    titleGroup: "Invite others",
    lead: "Whoever has the link or the code can come in.",
    leadLink: "Whoever has the link can come in.",
    qr: "QR code of the link",
    linkLabel: "Link",
    copyLink: "Copy link",
    copied: "Copied",
    send: "Share",
    sendText: "Files for you. The link works as long as my tab is open.",
    codeLabel: "Code",
    codeHint: (page) => `Type it in at ${page}`,
    codeMake: "Make a code",
    codeAgain: "New code",
    codeMaking: "Making a code",
    codeCopy: "Copy code",
    codeLasts: (time) => `Good for ${time}`,
    codeOver: {
      expired: "The code has expired. The link still works.",
      burnt:
        "Somebody typed wrong words three times, so the code is no longer good. The link still works.",
      limit: "There are too many codes at the moment. The link works without one.",
    },
  },
  people: {
    title: "People",
    titleSend: "Receivers",
    none: "Nobody has opened the link yet.",
    noneSender: "The sender is away.",
    noneGroup: "Nobody else is here yet.",
    you: "you",
    host: "host",
    sender: "Sender",
    guest: (number) => `Guest ${number}`,
    ownName: "Your name",
    sendTo: (name) => `Send to ${name}`,
    remove: (name) => `Remove ${name}`,
    path: {
      connecting: "Connecting",
      direct: "Direct",
      turned: "Relayed",
      relayed: "Relayed",
      unreachable: "Not reachable",
      tampered: "Cut off",
    },
    pathMeaning: {
      connecting: "Looking for a direct way. After a few seconds the site helps out.",
      direct: "Straight from browser to browser, encrypted. You two see each other’s IP address.",
      turned:
        "No direct way was found: a relay server (TURN) passes encrypted bytes on, which it cannot read.",
      relayed:
        "No direct way was found: the site passes encrypted bytes on, which it cannot read. Slower; it goes direct as soon as that works.",
      unreachable: "Neither a direct way nor one through the site worked.",
      tampered:
        "Somebody on the way changed what was sent, so the connection was cut. Nothing of it was kept.",
    },
    reconnect: "Try again",
    check: "Check",
    checkMeaning:
      "Compare this number with what the other side sees, by phone for example. If it is the same, nobody sits in between.",
    lock: "Lock",
    lockMeaning: "Let nobody else in",
    unlock: "Unlock",
    unlockMeaning: "Let others in again",
    locked: "Locked",
  },
  offered: {
    title: "Files you offer",
    none: "You offer nothing yet.",
    summary: (files, size) => `${files}, ${size}`,
    addFiles: "Add files",
    addFolder: "Add a folder",
    remove: (name) => `Stop offering ${name}`,
    onlyFor: (name) => `only for ${name}`,
    state: {
      offered: "has not taken it yet",
      receiving: "is receiving",
      done: "has it",
      declined: "declined",
    },
    keepOpen: "Keep this tab open: the files come from here.",
  },
  received: {
    title: "Files for you",
    titleFrom: (name) => `Files from ${name}`,
    none: "Nothing is offered at the moment. What the sender adds appears here.",
    noneGroup: "Nothing yet. What others offer appears here.",
    offer: (name, files, size) => `${name} offers ${files}, ${size}`,
    offerToYou: (name, files, size) => `${name} offers you ${files}, ${size}`,
    accept: "Accept",
    choose: "Choose some",
    decline: "Decline",
    downloadAll: "Download all",
    downloadSome: (files) => `Download ${files}`,
    asZip: "As one zip",
    toFolder: "Into a folder",
    pauseAll: "Pause all",
    resumeAll: "Resume all",
    cancelAll: "Cancel all",
    selectAll: "Select all",
    select: (name) => `Select ${name}`,
    download: (name) => `Download ${name}`,
    pause: (name) => `Pause ${name}`,
    resume: (name) => `Resume ${name}`,
    cancel: (name) => `Cancel ${name}`,
    again: (name) => `Try ${name} again`,
    save: (name) => `Save ${name}`,
    saveShort: "Save",
    saveAll: (files) => `Save ${files}`,
    view: (name) => `View ${name}`,
    more: (files) => `Show ${files} more`,
    state: {
      queued: "Queued",
      checking: "Checking what is here already",
      waiting: "Waiting for the sender",
      paused: "Paused",
      finishing: "Finishing",
      done: "Received",
      saved: "Saved",
      cancelled: "Cancelled",
      declined: "Declined",
    },
    progress: (done, total) => `${done} of ${total}`,
    left: (time) => `${time} left`,
  },
  room: {
    titleShare: (files) => `Sharing ${files}`,
    titleNothing: "Nothing shared yet",
    titleReceive: "Receiving",
    titleGroup: "Group",
    stop: "Stop sharing",
    stopGroup: "Close the room",
    leave: "Leave",
    stopSure: "Stop sharing?",
    stopSureLead: "Others are still receiving. They keep what they have, but get no more.",
    leaveSure: "Leave?",
    leaveSureLead: "Something is still on its way here, or not saved yet.",
    stopNow: "Stop",
    leaveNow: "Leave",
    stay: "Keep going",
    offline:
      "The site cannot be reached. Running transfers go on; new people can come in once it is back.",
    hostAway:
      "The sender closed the tab or lost the connection. This page waits and goes on by itself.",
    log: "What happened",
    dismiss: "Dismiss",
    dropHere: "Drop to share",
    dropForAll: "Everybody in the room may receive it",
  },
  preview: {
    close: "Close",
    truncated: (size) => `Only the first ${size} are shown.`,
    failed: "This browser cannot show the file. Save it and open it with another program.",
  },
  says: {
    entered: (name) => `${name} came in`,
    left: (name) => `${name} left`,
    unreachable: (name) => `${name} cannot be reached`,
    relayed: (name) => `Connected to ${name} through the site`,
    direct: (name) => `Connected to ${name} directly`,
    turned: (name) => `Connected to ${name} through a relay server`,
    added: (files) => `${files} added`,
    removed: (name) => `${name} is no longer offered`,
    offered: (name, files) => `${name} offers ${files}`,
    received: (name) => `${name} received`,
    receivedAll: "Everything received",
    failed: (name, reason) => `${name}: ${reason}`,
    sent: (name, to) => `${to} has ${name}`,
    accepted: (name) => `${name} accepted`,
    declined: (name) => `${name} declined`,
    progress: (percent) => `${percent} received`,
  },
  ways: {
    retry: "Try again",
    home: "Start page",
    secure: "Open with https",
  },
  problems: {
    insecure: {
      title: "This page needs https",
      advice:
        "It came over plain http, where browsers give pages no encryption and no way to write large files. So nothing can be sent or received here. Open it with https://, or on the machine itself as localhost.",
    },
    unsupported: {
      title: "This browser cannot do it",
      advice:
        "It cannot keep up a conversation with the site, or lacks the encryption that files are protected with. A current Chrome, Edge, Firefox or Safari does both.",
    },
    "link-broken": {
      title: "This link is not complete",
      advice:
        "Part of it was lost on the way, as mail programs and chats sometimes do. Ask for the whole link again, or for the code.",
    },
    "room-unknown": {
      title: "Nobody is sharing here",
      advice:
        "The sender has closed the tab, or the room has expired. Ask the sender to open it again, then try again.",
    },
    "room-denied": {
      title: "This link does not open the room",
      advice:
        "Its key is wrong: perhaps a letter was changed or lost. Ask for the link again, or for the code.",
    },
    "room-full": {
      title: "The room is full",
      advice: "As many people are in it as may be. Try again when somebody has left.",
    },
    "room-locked": {
      title: "The room is locked",
      advice: "The host lets nobody else in at the moment. Ask them to open it, then try again.",
    },
    "room-limit": {
      title: "There are too many rooms",
      advice:
        "This site, or your network here, has as many rooms open as it may. Try again in a few minutes.",
    },
    "room-off": {
      title: "This site has no rooms",
      advice: "Whoever runs it has switched them off.",
    },
    "room-closed": {
      title: "The room was closed",
      advice: "The host has stopped sharing. What you received is yours.",
    },
    "room-expired": {
      title: "The room has expired",
      advice:
        "Rooms end after some time. What you received is yours; ask the sender for a new link for the rest.",
    },
    "room-removed": {
      title: "You were removed from the room",
      advice: "The host let you out. What you received is yours.",
    },
    "room-replaced": {
      title: "The room is open in another tab",
      advice: "You opened it a second time there. Go on in that tab.",
    },
    "room-left": {
      title: "You left the room",
      advice: "The link brings you back, as long as the room is open.",
    },
    "site-unreachable": {
      title: "The site does not answer",
      advice: "Check your connection, then try again.",
    },
    "code-malformed": {
      title: "That is no code",
      advice:
        "A code is a number and three words, such as 417-amber-recipe-fossil. The first three letters of each word are enough.",
    },
    "code-unknown": {
      title: "There is no such code",
      advice:
        "Codes are good for ten minutes, and end when the sender closes the tab. Look at the number again, or ask for a new code.",
    },
    "code-wrong": {
      title: "The words are not right",
      advice:
        "Look at them again, word by word. After three wrong tries the code is no longer good.",
    },
    "code-burnt": {
      title: "This code is no longer good",
      advice: "Wrong words were typed too often. Ask the sender for a new code, or for the link.",
    },
    "code-expired": {
      title: "This code has expired",
      advice: "Ask the sender for a new one, or for the link.",
    },
    "code-busy": {
      title: "Too many tries",
      advice: "Wait a moment, then try again.",
    },
    "code-unreachable": {
      title: "The sender does not answer",
      advice: "Perhaps their device sleeps. Ask them to look at the page, then try again.",
    },
    "file-changed": {
      title: "Changed at the sender",
      advice: "The file changed while it was being sent. Ask the sender to add it again.",
    },
    "file-vanished": {
      title: "Gone at the sender",
      advice: "The sender’s device can no longer read the file. Ask the sender to add it again.",
    },
    "file-withdrawn": {
      title: "No longer offered",
      advice: "The sender took the file back.",
    },
    "file-corrupt": {
      title: "Damaged on the way",
      advice: "What arrives is not what the sender announced. Nothing of it was kept.",
    },
    "no-space": {
      title: "Not enough space",
      advice: "Free some space on this device, then try again. What arrived so far is kept.",
    },
    "too-large": {
      title: "Too large for this browser",
      advice:
        "It can keep files only in memory, and this one would not fit. Use a current Chrome, Edge, Firefox or Safari, outside of a private window.",
    },
    disk: {
      title: "Could not be written",
      advice:
        "The disk refused. Check that there is space and that the folder may be written to, then try again.",
    },
    "no-preview": {
      title: "No preview",
      advice: "This browser cannot show the file. Save it and open it with another program.",
    },
    "too-many": {
      title: "Too many files",
      advice: "One person can offer 100,000 files. Put them into an archive, and offer that.",
    },
    "no-files": {
      title: "No files there",
      advice: "What you chose has no files in it, or this browser may not read them.",
    },
    reloaded: {
      title: "You reloaded this page",
      advice:
        "Add the same files again, and receivers go on where they stopped. The link and the people are the same.",
    },
    "peer-unreachable": {
      title: "No way to the sender",
      advice:
        "Neither a direct way nor one through the site worked. Check the connection on both sides, then try again.",
    },
    "peer-dropped": {
      title: "Somebody broke the rules",
      advice:
        "What they sent is not what a page of this kind sends, so nothing more is exchanged with them. Nothing of it was kept.",
    },
  },
  files: (count, format) => (count === 1 ? "1 file" : `${format.count(count)} files`),
};
