package dev.trellis.workflow.notify;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.job.JobHandler;
import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Jobs;
import dev.trellis.core.name.Label;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The ways to people outside of the application, and the job that sends through them. */
@Singleton
public final class Channels implements JobHandler {

    /** The job's kind. */
    static final String KIND = "send-message";

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final UnitOfWork unit;
    private final BeanProvider<Jobs> jobs;
    private final NoticeStore store;
    private final List<Channel> channels;

    Channels(UnitOfWork unit, BeanProvider<Jobs> jobs, NoticeStore store, Collection<Channel> channels) {
        this.unit = unit;
        this.jobs = jobs;
        this.store = store;
        this.channels =
                channels.stream().sorted(Comparator.comparing(Channel::id)).toList();
    }

    /**
     * A channel as administrators see it.
     *
     * @param waiting messages that wait for it to be configured
     */
    public record State(String id, boolean configured, long waiting) {}

    public List<State> states() {
        long waiting = unit.run(store::waitingMails);
        return channels.stream()
                .map(channel -> new State(
                        channel.id(), channel.isConfigured(), channel.id().equals(MailServer.ID) ? waiting : 0))
                .toList();
    }

    public boolean isConfigured(String channel) {
        return channels.stream().anyMatch(found -> found.id().equals(channel) && found.isConfigured());
    }

    /** Sends a message once the unit of work under way has committed; tries again where that fails. */
    public void send(String channel, Message message) {
        var payload = JSON.createObjectNode()
                .put("channel", channel)
                .put("key", message.key())
                .put("to", message.to())
                .put("subject", message.subject())
                .put("text", message.text());
        jobs.get().begin(KIND, new Label(Map.of("en", channel + " · " + message.subject())), payload.toString(), null);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int attempts() {
        return 8;
    }

    /** A message may arrive twice, with the same key, if this node dies between sending it and saying so. */
    @Override
    public void run(JobRun run) {
        if (!run.cursor().isEmpty()) {
            return;
        }
        var json = JSON.readTree(run.payload());
        var id = json.path("channel").asString("");
        var channel = channels.stream()
                .filter(found -> found.id().equals(id) && found.isConfigured())
                .findFirst();
        if (channel.isEmpty()) {
            LOG.warn("The channel {} is not configured; a message waits for it", id);
            throw new IllegalStateException("The channel \"" + id + "\" is not configured");
        }
        channel.get()
                .send(new Message(
                        json.path("key").asString(""),
                        json.path("to").asString(""),
                        json.path("subject").asString(""),
                        json.path("text").asString("")));
        run.step(() -> run.advance("sent", 1, 1));
    }
}
