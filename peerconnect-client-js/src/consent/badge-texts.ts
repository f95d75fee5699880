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

/** The texts that the client brings along. A site adds languages through the `texts` of `start`. */
export const ENGLISH: BadgeTexts = {
  title: "Image sharing",
  received: "Received from visitors",
  shared: "Shared with visitors",
  origin: "Loaded from the site",
  explanation:
    "Visitors pass this site's public images on to each other, which keeps it fast. " +
    "Paired visitors can see each other's IP address. Nothing private is shared.",
  switch: "Take part",
  question: "Exchange public images with other visitors?",
  allow: "Allow",
  refuse: "No thanks",
};
