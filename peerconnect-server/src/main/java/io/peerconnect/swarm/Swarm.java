package io.peerconnect.swarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * The peers that hold one asset. Not safe for use by many threads at once, but for
 * {@link #countComplete()}.
 *
 * <p>
 * Members that share stand in groups that give up random members in constant time: all
 * the complete ones, those of each network and of each country, and the partial ones. So
 * a search costs the same in a swarm of ten and of a hundred thousand.
 */
final class Swarm {

	private final Map<PeerId, Member> members = new HashMap<>();

	private final Group complete = new Group(Group.ALL);

	private final Group partial = new Group(Group.ALL);

	private final Map<String, Group> networks = new HashMap<>();

	private final Map<String, Group> countries = new HashMap<>();

	/** Written where the swarm is guarded, read anywhere. */
	private volatile int completeCount;

	int countComplete() {
		return this.completeCount;
	}

	int size() {
		return this.members.size();
	}

	Set<PeerId> peers() {
		return Set.copyOf(this.members.keySet());
	}

	@Nullable Holding findHolding(PeerId peer) {
		Member member = this.members.get(peer);
		return (member != null) ? member.holder().holding() : null;
	}

	void put(Holder holder, boolean sharing) {
		remove(holder.peer());
		Member member = new Member(holder, sharing);
		this.members.put(holder.peer(), member);
		if (sharing) {
			group(member);
		}
	}

	void remove(PeerId peer) {
		Member member = this.members.remove(peer);
		if (member != null && member.sharing()) {
			ungroup(member);
		}
	}

	private void group(Member member) {
		if (member.holder().holding() == Holding.PARTIAL) {
			this.partial.add(member);
			return;
		}
		this.complete.add(member);
		this.networks.computeIfAbsent(member.network(), (network) -> new Group(Group.NETWORK)).add(member);
		String country = member.country();
		if (country != null) {
			this.countries.computeIfAbsent(country, (key) -> new Group(Group.COUNTRY)).add(member);
		}
		this.completeCount = this.complete.size();
	}

	private void ungroup(Member member) {
		if (member.holder().holding() == Holding.PARTIAL) {
			this.partial.remove(member);
			return;
		}
		this.complete.remove(member);
		removeFrom(this.networks, member.network(), member);
		String country = member.country();
		if (country != null) {
			removeFrom(this.countries, country, member);
		}
		this.completeCount = this.complete.size();
	}

	private static void removeFrom(Map<String, Group> groups, String key, Member member) {
		Group group = groups.get(key);
		if (group != null) {
			group.remove(member);
			if (group.size() == 0) {
				groups.remove(key);
			}
		}
	}

	Candidates find(Search search, RandomGenerator random) {
		Map<PeerId, Holder> found = new LinkedHashMap<>();
		for (PeerId peer : search.familiar()) {
			Member member = this.members.get(peer);
			if (member != null && member.sharing()) {
				found.put(peer, member.holder());
			}
		}
		int limit = found.size() + search.limit();
		// Half for the network, a quarter more for the country, the rest for anyone: near
		// peers are found where there are any, and far ones are never crowded out.
		draw(this.networks.get(search.near().network()), limit - search.limit() / 2, found, random);
		String country = search.near().country();
		if (country != null) {
			draw(this.countries.get(country), limit - search.limit() / 4, found, random);
		}
		draw(this.complete, limit, found, random);
		draw(this.partial, limit, found, random);
		found.remove(search.receiver());
		return new Candidates(this.completeCount - (isComplete(search.receiver()) ? 1 : 0),
				new ArrayList<>(found.values()));
	}

	private boolean isComplete(PeerId peer) {
		Member member = this.members.get(peer);
		return member != null && member.sharing() && member.holder().holding() == Holding.COMPLETE;
	}

	private static void draw(@Nullable Group group, int limit, Map<PeerId, Holder> found, RandomGenerator random) {
		if (group != null) {
			for (Member member : group.draw(limit - found.size(), random)) {
				found.put(member.holder().peer(), member.holder());
			}
		}
	}

	/** A holder and its places in the groups that it stands in. */
	private record Member(Holder holder, boolean sharing, int[] places) {

		Member(Holder holder, boolean sharing) {
			this(holder, sharing, new int[3]);
		}

		String network() {
			return this.holder.location().network();
		}

		@Nullable String country() {
			return this.holder.location().country();
		}

	}

	/** Members without order; adding, removing and drawing one take constant time. */
	private static final class Group {

		static final int ALL = 0;

		static final int NETWORK = 1;

		static final int COUNTRY = 2;

		private final int kind;

		private final List<Member> members = new ArrayList<>(1);

		Group(int kind) {
			this.kind = kind;
		}

		int size() {
			return this.members.size();
		}

		void add(Member member) {
			member.places()[this.kind] = this.members.size();
			this.members.add(member);
		}

		void remove(Member member) {
			int place = member.places()[this.kind];
			Member last = this.members.remove(this.members.size() - 1);
			if (last != member) {
				this.members.set(place, last);
				last.places()[this.kind] = place;
			}
		}

		/** Return all members if they are few, else about so many at random. */
		List<Member> draw(int count, RandomGenerator random) {
			if (this.members.size() <= count) {
				return this.members;
			}
			List<Member> drawn = new ArrayList<>(Math.max(count, 0));
			for (int i = 0; i < count; i++) {
				drawn.add(this.members.get(random.nextInt(this.members.size())));
			}
			return drawn;
		}

	}

}
