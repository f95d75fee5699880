package io.peerconnect.lease;

import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.VideoEvent;
import io.peerconnect.protocol.VideoMessage;
import io.peerconnect.signaling.MessageReceiver;
import io.peerconnect.signaling.Sender;
import io.peerconnect.swarm.PeerId;

/**
 * Takes the messages about videos.
 */
public final class VideoReceiver implements MessageReceiver<VideoMessage> {

	private final Audiences audiences;

	/**
	 * Create the receiver.
	 * @param audiences who watches what
	 */
	public VideoReceiver(Audiences audiences) {
		this.audiences = audiences;
	}

	@Override
	public Class<VideoMessage> group() {
		return VideoMessage.class;
	}

	@Override
	public void receive(Sender sender, VideoMessage message) {
		if (message instanceof VideoMessage.Watch watch) {
			sender.send(this.audiences.watch(sender.peer(), watch));
		}
		else if (message instanceof VideoMessage.Unwatch unwatch) {
			this.audiences.unwatch(sender.peer(), unwatch.infoHash());
		}
		else if (message instanceof VideoMessage.Claim claim) {
			claim(sender, claim);
		}
		else {
			throw new IllegalStateException("No way to handle " + message.getClass());
		}
	}

	private void claim(Sender sender, VideoMessage.Claim claim) {
		try {
			VideoEvent.Leases leases = this.audiences.claim(sender.peer(), claim);
			if (leases != null) {
				sender.send(leases);
			}
			else {
				sender.fail(FailureCode.UNKNOWN_ASSET, "You do not watch this video", claim.infoHash().hex());
			}
		}
		catch (IllegalArgumentException ex) {
			sender.refuse(FailureCode.MALFORMED, String.valueOf(ex.getMessage()), claim.infoHash().hex());
		}
	}

	@Override
	public void left(PeerId peer) {
		this.audiences.left(peer);
	}

}
