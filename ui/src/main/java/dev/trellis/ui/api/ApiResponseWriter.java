package dev.trellis.ui.api;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.MessageBodyWriter;
import io.micronaut.http.codec.CodecException;
import io.micronaut.json.body.JsonMessageHandler;
import jakarta.inject.Singleton;
import java.io.OutputStream;

/**
 * Stands where the router asks for a writer of JSON while it is built, in place of Micronaut's, which would bring a
 * second JSON library. {@link ApiResponseEncoder} comes before any writer, so this one is never asked to write.
 */
@Singleton
@Replaces(JsonMessageHandler.class)
@Produces(MediaType.APPLICATION_JSON)
final class ApiResponseWriter implements MessageBodyWriter<ApiResponse> {

    ApiResponseWriter() {}

    @Override
    public void writeTo(
            Argument<ApiResponse> type,
            MediaType mediaType,
            ApiResponse answer,
            MutableHeaders headers,
            OutputStream output)
            throws CodecException {
        throw new CodecException("An answer of the API went past its encoder");
    }
}
