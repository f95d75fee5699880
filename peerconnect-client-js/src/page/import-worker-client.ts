import type { WorkerClient, WorkerClientOptions } from "../worker/worker-client.ts";
import { WORKER_CLIENT_EVENT } from "../worker/worker-messages.ts";

/** Import the page's side of the mode `service-worker`, which only that mode needs. */
export async function importWorkerClient(
  options: WorkerClientOptions,
): Promise<WorkerClient | undefined> {
  const { base, signal } = options;
  let client: WorkerClient | undefined;
  document.addEventListener(
    WORKER_CLIENT_EVENT,
    ({ detail: Client }: CustomEventInit<typeof WorkerClient>) => {
      if (Client) client = new Client(options);
    },
    { once: true, signal },
  );
  await import(/* @vite-ignore */ `${base}/worker.js`);
  return client;
}
