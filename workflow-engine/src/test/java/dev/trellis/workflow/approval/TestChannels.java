package dev.trellis.workflow.approval;

import dev.trellis.workflow.call.CallAnswer;
import dev.trellis.workflow.call.CallRequest;
import dev.trellis.workflow.call.FlowChannel;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Channels that answer, fail, keep silent and break down. */
@Factory
final class TestChannels {

    /** What the channels of this process were asked. */
    static final List<CallRequest> ASKED = new CopyOnWriteArrayList<>();

    private record Channel(String key, Function<CallRequest, CallAnswer> answer) implements FlowChannel {
        @Override
        public CallAnswer call(CallRequest request) {
            ASKED.add(request);
            return answer.apply(request);
        }
    }

    @Bean
    @Singleton
    FlowChannel echo() {
        return new Channel("echo", request -> new CallAnswer.Done(request.inputs()));
    }

    @Bean
    @Singleton
    FlowChannel broken() {
        return new Channel("broken", request -> new CallAnswer.Failed("no such number", false));
    }

    @Bean
    @Singleton
    FlowChannel silent() {
        return new Channel("silent", request -> new CallAnswer.Later());
    }

    @Bean
    @Singleton
    FlowChannel shaky() {
        return new Channel("shaky", request -> {
            if (ASKED.stream().filter(one -> one.key().equals(request.key())).count() < 3) {
                throw new IllegalStateException("not yet");
            }
            return new CallAnswer.Done(Map.of("text", "third time"));
        });
    }
}
