package dev.trellis.ui.server;

import dev.trellis.core.publish.LiveMetadata;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What this node measures about itself; never a name or a value of a record. */
@Singleton
final class Metrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics(LiveMetadata live) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("trellis.metadata.version", live, now -> now.current().version())
                .description("The version of the metadata that this node works with")
                .register(registry);
    }

    /** Counts one request of the API. */
    void request(String method, int status, Duration took) {
        Timer.builder("trellis.api.requests")
                .description("Requests of the API by method and status")
                .tag("method", method)
                .tag("status", String.valueOf(status))
                .register(registry)
                .record(took);
    }

    /** Returns everything in the text format of Prometheus. */
    String text() {
        return registry.scrape();
    }

    @PreDestroy
    void close() {
        registry.close();
    }
}
