package dev.trellis.ui.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers {@code /health/live} and {@code /health/ready} from what is known already; a call does no work. */
final class HealthServlet extends HttpServlet {

    private final transient Readiness readiness;

    HealthServlet(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (pathOf(request)) {
            case "/live" -> answer(response, HttpServletResponse.SC_OK, "{\"status\":\"UP\"}");
            case "/ready" -> {
                var isReady = readiness.isReady();
                answer(
                        response,
                        isReady ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                        "{\"status\":\"%s\"%s}"
                                .formatted(
                                        isReady ? "UP" : "DOWN",
                                        readiness.areFilesAnswering() ? "" : ",\"files\":\"DOWN\""));
            }
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static String pathOf(HttpServletRequest request) {
        @Nullable String path = request.getPathInfo();
        return path == null ? "" : path;
    }

    private static void answer(HttpServletResponse response, int status, String body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter().write(body);
    }
}
