package dev.trellis.ui.api.automation;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.workflow.notify.Channels;
import dev.trellis.workflow.notify.Notice;
import dev.trellis.workflow.notify.NoticeKind;
import dev.trellis.workflow.notify.NoticeSettings;
import dev.trellis.workflow.notify.Notifications;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /notifications}: what the caller was told, and how the caller wants to be told. */
@Controller("/api/v1/notifications")
final class NotificationController {

    private static final ProblemCode NOTICE_NOT_FOUND = ProblemCode.notFound("NOTIFICATION_NOT_FOUND");
    private static final ProblemCode SETTING_UNREADABLE = ProblemCode.invalid("NOTIFICATION_SETTING_UNREADABLE");
    private static final ProblemCode OPERATE_DENIED = ProblemCode.denied("OPERATE_DENIED");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int PAGE = 50;

    private final Notifications notifications;
    private final Channels channels;
    private final LiveMetadata live;

    NotificationController(Notifications notifications, Channels channels, LiveMetadata live) {
        this.notifications = notifications;
        this.channels = channels;
        this.live = live;
    }

    @Get
    ApiResponse list(ApiRequest request) {
        return request.withParameters(Set.of("unread", "after", "limit"), () -> {
            var unread = request.parameter("unread").orElse("false").equals("true");
            var after = request.parameter("after").flatMap(RecordId::parse).orElse(null);
            var limit = request.parameter("limit")
                    .filter(text -> text.matches("[0-9]{1,3}"))
                    .map(Integer::parseInt)
                    .orElse(PAGE);
            var list = notifications.list(request.actor(), unread, after, limit);
            var json = NODES.objectNode();
            json.put("unread", notifications.unread(request.actor()));
            var items = json.putArray("items");
            list.forEach(notice -> items.add(json(notice)));
            return ApiResponse.ok(json);
        });
    }

    @Post("/{id}/read")
    ApiResponse read(ApiRequest request, String id) {
        return RecordId.parse(id)
                .filter(found -> notifications.read(request.actor(), found))
                .map(_ -> ApiResponse.nothing())
                .orElseGet(() -> ApiResponse.refused(Problem.at("id", NOTICE_NOT_FOUND)));
    }

    @Post("/read-all")
    ApiResponse readAll(ApiRequest request) {
        notifications.readAll(request.actor());
        return ApiResponse.nothing();
    }

    @Get("/settings")
    ApiResponse settings(ApiRequest request) {
        return ApiResponse.ok(json(notifications.settings(request.actor())));
    }

    @Put("/settings")
    ApiResponse settle(ApiRequest request) {
        return request.withBody(Set.of("mail", "digestAt", "quietFrom", "quietTo", "muted"), body -> {
            var now = notifications.settings(request.actor());
            var mail = body.text("mail").flatMap(NotificationController::mail);
            if (body.text("mail").isPresent() && mail.isEmpty()) {
                fault(body, "mail", "each, digest, off");
            }
            var muted = body.texts("muted");
            muted.stream()
                    .filter(kind -> NoticeKind.of(kind).isEmpty())
                    .forEach(kind -> fault(body, "muted", String.join(", ", NoticeKind.keys())));
            var settings = new NoticeSettings(
                    mail.orElse(now.mail()),
                    digest(body, now.digestAt()),
                    body.text("quietFrom").isEmpty() ? now.quietFrom() : time(body, "quietFrom", null),
                    body.text("quietTo").isEmpty() ? now.quietTo() : time(body, "quietTo", null),
                    body.list("muted").isPresent()
                            ? muted.stream()
                                    .flatMap(kind -> NoticeKind.of(kind).stream())
                                    .collect(Collectors.toSet())
                            : now.muted());
            return body.answer(() -> {
                notifications.settings(request.actor(), settings);
                return ApiResponse.ok(json(settings));
            });
        });
    }

    /** Which ways to people are configured; for operators. */
    @Get("/channels")
    ApiResponse channels(ApiRequest request) {
        if (!live.current().grants(request.actor().roles(), Right.OPERATE)) {
            return ApiResponse.refused(Problem.at("", OPERATE_DENIED));
        }
        var json = NODES.objectNode();
        var items = json.putArray("items");
        channels.states()
                .forEach(state -> items.addObject()
                        .put("channel", state.id())
                        .put("configured", state.configured())
                        .put("waiting", state.waiting()));
        return ApiResponse.ok(json);
    }

    private static Optional<NoticeSettings.Mail> mail(String key) {
        return Arrays.stream(NoticeSettings.Mail.values())
                .filter(mail -> mail.key().equals(key))
                .findFirst();
    }

    private static LocalTime digest(Body body, LocalTime now) {
        var given = time(body, "digestAt", now);
        return given == null ? now : given;
    }

    private static @Nullable LocalTime time(Body body, String member, @Nullable LocalTime otherwise) {
        var text = body.text(member).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            fault(body, member, "00:00 – 23:59");
            return otherwise;
        }
        return LocalTime.parse(text);
    }

    private static void fault(Body body, String member, String allowed) {
        body.fault(Problem.at(member, SETTING_UNREADABLE).with("allowed", allowed));
    }

    private static ObjectNode json(Notice notice) {
        var json = NODES.objectNode();
        json.put("id", notice.id().toString());
        json.put("kind", notice.kind().key());
        json.put("text", notice.text());
        json.put("path", notice.path());
        json.put("at", notice.at().toString());
        json.put("read", notice.read());
        return json;
    }

    private static ObjectNode json(NoticeSettings settings) {
        var json = NODES.objectNode();
        json.put("mail", settings.mail().key());
        json.put("digestAt", settings.digestAt().toString());
        json.put(
                "quietFrom",
                settings.quietFrom() == null ? "" : settings.quietFrom().toString());
        json.put("quietTo", settings.quietTo() == null ? "" : settings.quietTo().toString());
        var muted = json.putArray("muted");
        settings.muted().stream().map(NoticeKind::key).sorted().forEach(muted::add);
        return json;
    }
}
