/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
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

    /** Of a body that is read as a stream. The framework has mappers of its own for the latter two; these replace them. */
    @ServerExceptionMapper({
        JsonProcessingException.class,
        MismatchedInputException.class,
        InvalidDefinitionException.class
    })
    public Response json(JsonProcessingException e) {
        return e.getCause() instanceof ArmException refusal
                ? armException(refusal)
                : Answers.error(UnreadableJson.error("body", e));
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException e) {
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
}
