package org.acme.inventory;

import jakarta.ws.rs.*;
import jakarta.ws.rs.core.*;
import java.util.*;

@Path("/stock-counts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CountResource {
    private static final int MAX = 100;
    private final CountService counts;

    public CountResource(CountService counts) { this.counts = counts; }

    @GET
    public Uni<List<CountView>> list(@QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("20") int size, @QueryParam("state") CountState state) {
        return counts.page(page, Math.min(size, MAX), state);
    }

    @POST
    public Response start(@Valid StartCount body, @Context UriInfo uri) {
        CountView view = counts.start(body);
        return Response.created(uri.getAbsolutePathBuilder().path(view.id()).build()).entity(view).build();
    }

    @PUT
    @Path("/{id}/lines/{sku}")
    public Response setLine(@PathParam("id") String id, @PathParam("sku") String sku, LineBody body) {
        counts.setLine(id, sku, body.quantity());
        return Response.noContent().build();
    }

    @POST
    @Path("/{id}/close")
    public Response close(@PathParam("id") String id) {
        return counts.close(id)
            .map(view -> Response.ok(view).build())
            .orElse(Response.status(404).entity(Map.of("code", "not_found", "message", "No such count")).build());
    }
}
