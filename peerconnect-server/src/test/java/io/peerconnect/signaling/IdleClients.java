package io.peerconnect.signaling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Many clients that say hello and no more. A program of its own, since both ends of so
 * many connections would be too many files for one process.
 */
final class IdleClients {

	private IdleClients() {
	}

	public static void main(String[] arguments) throws IOException {
		int port = Integer.parseInt(arguments[0]);
		int count = Integer.parseInt(arguments[1]);
		String origin = "http://127.0.0.1:" + port;
		List<RawClient> clients = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			RawClient client = new RawClient(port, origin);
			client.send("{\"type\":\"hello\",\"token\":\"good for " + origin + "\",\"sharing\":true}");
			if (!client.read().contains("welcome")) {
				throw new IllegalStateException("Client " + i + " is not welcome");
			}
			clients.add(client);
		}
		System.out.println("ready");
		System.in.read();
	}

}
