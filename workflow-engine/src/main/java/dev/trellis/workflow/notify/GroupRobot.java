package dev.trellis.workflow.notify;

import dev.trellis.core.problem.TrellisException;
import dev.trellis.workflow.outbound.Outbound;
import dev.trellis.workflow.outbound.Signature;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The robot of a group chat; off until the configuration names its address. */
final class GroupRobot implements Channel {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String id;
    private final String url;
    private final String secret;
    private final Outbound outbound;
    private final Dialect dialect;

    GroupRobot(String id, String url, String secret, Outbound outbound, Dialect dialect) {
        this.id = id;
        this.url = url;
        this.secret = secret;
        this.outbound = outbound;
        this.dialect = dialect;
    }

    /** How one product wants to be called. */
    interface Dialect {
        Call call(String url, String secret, String text, long nowMillis);
    }

    record Call(String url, ObjectNode body) {}

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isConfigured() {
        return !url.isEmpty();
    }

    @Override
    public void send(Message message) {
        var call = dialect.call(
                url,
                secret,
                message.subject() + "\n" + message.text(),
                Clock.systemUTC().millis());
        var result = outbound.post(call.url(), Map.of(), call.body().toString().getBytes(StandardCharsets.UTF_8));
        if (!(result instanceof Outbound.Result.Answered answered && answered.isSuccess())) {
            throw new TrellisException("The robot of " + id + " did not take the message: " + result);
        }
    }

    /** DingTalk: time in milliseconds, signature in the address. */
    static Call dingTalk(String url, String secret, String text, long now) {
        var body = JSON.createObjectNode().put("msgtype", "text");
        body.putObject("text").put("content", text);
        if (secret.isEmpty()) {
            return new Call(url, body);
        }
        var sign = URLEncoder.encode(Signature.base64(secret, now + "\n" + secret), StandardCharsets.UTF_8);
        return new Call(url + (url.contains("?") ? "&" : "?") + "timestamp=" + now + "&sign=" + sign, body);
    }

    /** WeCom: the key in the address is all. */
    static Call weCom(String url, String secret, String text, long now) {
        var body = JSON.createObjectNode().put("msgtype", "text");
        body.putObject("text").put("content", text);
        return new Call(url, body);
    }

    /** Feishu: time in seconds, signature of nothing under time and secret, in the body. */
    static Call feishu(String url, String secret, String text, long now) {
        var body = JSON.createObjectNode();
        if (!secret.isEmpty()) {
            long seconds = now / 1000;
            body.put("timestamp", String.valueOf(seconds)).put("sign", Signature.base64(seconds + "\n" + secret, ""));
        }
        body.put("msg_type", "text").putObject("content").put("text", text);
        return new Call(url, body);
    }

    /** Makes the robots that we know. */
    @Factory
    static final class Robots {

        @Singleton
        @jakarta.inject.Named("dingtalk")
        Channel dingTalk(
                Outbound outbound,
                @Value("${trellis.notify.dingtalk.url:}") String url,
                @Value("${trellis.notify.dingtalk.secret:}") String secret) {
            return new GroupRobot("dingtalk", url, secret, outbound, GroupRobot::dingTalk);
        }

        @Singleton
        @jakarta.inject.Named("wecom")
        Channel weCom(Outbound outbound, @Value("${trellis.notify.wecom.url:}") String url) {
            return new GroupRobot("wecom", url, "", outbound, GroupRobot::weCom);
        }

        @Singleton
        @jakarta.inject.Named("feishu")
        Channel feishu(
                Outbound outbound,
                @Value("${trellis.notify.feishu.url:}") String url,
                @Value("${trellis.notify.feishu.secret:}") String secret) {
            return new GroupRobot("feishu", url, secret, outbound, GroupRobot::feishu);
        }
    }
}
