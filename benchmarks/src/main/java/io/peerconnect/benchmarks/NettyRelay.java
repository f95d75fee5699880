package io.peerconnect.benchmarks;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The least that a JVM can do: a relay on bare Netty that parses each message, sets who
 * it is from and passes it on. It checks nothing; it is the floor, not a rival.
 */
final class NettyRelay extends ChannelInitializer<SocketChannel> {

	private final Map<String, Channel> channels = new ConcurrentHashMap<>();

	private final AtomicInteger lastId = new AtomicInteger();

	private final ObjectMapper json = JsonMapper.shared();

	private NettyRelay() {
	}

	public static void main(String[] args) throws InterruptedException {
		EventLoopGroup group = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
		new ServerBootstrap().group(group)
			.channel(NioServerSocketChannel.class)
			.childHandler(new NettyRelay())
			.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])))
			.sync()
			.channel()
			.closeFuture()
			.sync();
	}

	@Override
	protected void initChannel(SocketChannel channel) {
		channel.pipeline()
			.addLast(new HttpServerCodec(), new HttpObjectAggregator(65536), new WebSocketServerProtocolHandler("/"),
					new Peer());
	}

	private final class Peer extends SimpleChannelInboundHandler<TextWebSocketFrame> {

		private final String id = "netty-" + NettyRelay.this.lastId.incrementAndGet();

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof HandshakeComplete) {
				NettyRelay.this.channels.put(this.id, context.channel());
				context
					.writeAndFlush(new TextWebSocketFrame("{\"type\":\"welcome\",\"peer\":\"%s\"}".formatted(this.id)));
			}
		}

		@Override
		protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
			ObjectNode message = (ObjectNode) NettyRelay.this.json.readTree(frame.text());
			Channel to = NettyRelay.this.channels.get(message.remove("to").asString());
			if (to != null) {
				message.put("from", this.id);
				to.writeAndFlush(new TextWebSocketFrame(NettyRelay.this.json.writeValueAsString(message)));
			}
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			NettyRelay.this.channels.remove(this.id);
		}

	}

}
