/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.arc.All;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.MalformedValueException;

/** Gives every failure the one error body; what is unknown becomes a bare 500 and is logged with the request id. */
public class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    private final RequestIds ids;
    private final List<Momentary> momentary;

    ErrorMappers(RequestIds ids, @All List<Momentary> momentary) {
        this.ids = ids;
        this.momentary = momentary;
    }

    @ServerExceptionMapper
    public Response armException(ArmException e) {
        return Answers.error(e.error());
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    public Response unauthenticated(SecurityException e) {
        return answer(
                ErrorCode.AUTHENTICATION_FAILED, "Authentication failed: the bearer token is missing or not valid.");
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return answer(ErrorCode.AUTHORIZATION_FAILED, "The client does not have authorization to perform this action.");
    }

    @ServerExceptionMapper
    public Response malformed(MalformedValueException e) {
        return answer(ErrorCode.INVALID_PARAMETER, String.valueOf(e.getMessage()));
    }

    /** Quarkus has a mapper of its own for a member of the wrong type; naming that exception here replaces it. */
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    public Response json(JsonProcessingException e) {
        // Thrown by BodyLimit while Jackson read, and wrapped.
        if (e.getCause() instanceof ArmException refusal) {
            return armException(refusal);
        }
        return Answers.error(ApiError.at(ErrorCode.INVALID_REQUEST_CONTENT, target(e), message(e)));
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return json(json);
        }
        return switch (e.getResponse().getStatus()) {
            case 404 -> answer(ErrorCode.INVALID_RESOURCE_TYPE, "There is no resource type or operation at this path.");
            case 405 -> answer(ErrorCode.METHOD_NOT_ALLOWED, "The method is not allowed at this path.");
            case 406 -> answer(ErrorCode.NOT_ACCEPTABLE, "Answers are application/json.");
            case 413 -> answer(ErrorCode.REQUEST_ENTITY_TOO_LARGE, "The request body is too large.");
            case 415 -> answer(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The request body has to be application/json.");
            case 400 -> answer(ErrorCode.BAD_REQUEST, "The request could not be read.");
            default -> unknown(e);
        };
    }

    @ServerExceptionMapper
    public Response unknown(Throwable e) {
        return momentary.stream().anyMatch(moments -> moments.is(e)) ? unavailable(e) : failed(e);
    }

    private Response failed(Throwable e) {
        LOG.errorf(e, "request %s failed", ids.requestId());
        return answer(ErrorCode.INTERNAL_SERVER_ERROR, "Internal server error; request id " + ids.requestId() + ".");
    }

    private Response unavailable(Throwable e) {
        LOG.warnf("request %s refused, the database is away: %s", ids.requestId(), e.getMessage());
        return answer(ErrorCode.SERVER_UNAVAILABLE, "The service can't reach its data; try again.");
    }

    private static Response answer(ErrorCode code, String message) {
        return Answers.error(ApiError.of(code, message));
    }

    private static String message(JsonProcessingException e) {
        return switch (e) {
            case InvalidFormatException format
            when format.getCause() instanceof MalformedValueException cause -> String.valueOf(cause.getMessage());
            case StreamConstraintsException _ -> "The request body is nested too deep or has a too long value.";
            case DatabindException databind -> "The member '" + target(databind) + "' has the wrong type.";
            default -> "The request body is not valid JSON.";
        };
    }

    /** The JSON path of the member at fault, such as {@code properties.peerContactDetail[1].role}. */
    private static String target(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return "body";
        }
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
