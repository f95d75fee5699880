/** Everything that the badge says, in one language. */
export interface BadgeTexts {
  readonly title: string;
  readonly received: string;
  readonly shared: string;
  readonly origin: string;
  readonly explanation: string;
  readonly switch: string;
  readonly question: string;
  readonly allow: string;
  readonly refuse: string;
}

/** By language subtag, as in `<html lang>`. A site adds its own languages through the `texts` of `start`. */
export const BADGE_TEXTS: { readonly en: BadgeTexts; readonly [language: string]: BadgeTexts } = {
  en: {
    title: "Image sharing",
    received: "Received from visitors",
    shared: "Shared with visitors",
    origin: "Loaded from the site",
    explanation:
      "Visitors of this page pass its public images on to each other, which keeps the site fast. Visitors who are " +
      "paired can see each other's IP address. Nothing private is shared.",
    switch: "Take part",
    question: "May this page exchange its public images with other visitors?",
    allow: "Allow",
    refuse: "No thanks",
  },
};

/** Find the texts for a language tag; English when there are none. */
export function findTexts(
  language: string,
  texts: Readonly<Record<string, BadgeTexts>> = {},
): BadgeTexts {
  const known: Readonly<Record<string, BadgeTexts>> = { ...BADGE_TEXTS, ...texts };
  const tag = language.toLowerCase();
  return known[tag] ?? known[tag.split("-")[0] ?? ""] ?? BADGE_TEXTS.en;
}
