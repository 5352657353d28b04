package dev.trellis.ui.api;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.servlet.http.ServletHttpRequest;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Lets a controller's method take an {@link ApiRequest}. */
@Singleton
final class ApiRequestBinder implements TypedRequestArgumentBinder<ApiRequest> {

    ApiRequestBinder() {}

    @Override
    public Argument<ApiRequest> argumentType() {
        return Argument.of(ApiRequest.class);
    }

    @Override
    public BindingResult<ApiRequest> bind(ArgumentConversionContext<ApiRequest> context, HttpRequest<?> source) {
        var request = new ApiRequest(servlet(source));
        return () -> Optional.of(request);
    }

    static HttpServletRequest servlet(HttpRequest<?> request) {
        return (HttpServletRequest) ((ServletHttpRequest<?, ?>) request).getNativeRequest();
    }
}
