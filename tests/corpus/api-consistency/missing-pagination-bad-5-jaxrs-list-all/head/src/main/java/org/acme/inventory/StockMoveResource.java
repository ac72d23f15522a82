package org.acme.inventory;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.*;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

@Path("/stock-moves")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class StockMoveResource {

    @Inject
    StockMoveRepository repository;

    @GET
    public List<StockMove> list() {
        return repository.listAll();
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") Long id) {
        StockMove found = repository.findById(id);
        if (found == null) {
            return Response.status(Response.Status.NOT_FOUND)
                .entity(Map.of("code", "not_found", "message", "No such stockMove")).build();
        }
        return Response.ok(found).build();
    }

    @POST
    @Transactional
    public Response create(StockMove body) {
        repository.persist(body);
        return Response.status(Response.Status.CREATED).entity(body).build();
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    public Response delete(@PathParam("id") Long id) {
        if (!repository.deleteById(id)) {
            return Response.status(Response.Status.NOT_FOUND)
                .entity(Map.of("code", "not_found", "message", "No such stockMove")).build();
        }
        return Response.noContent().build();
    }
}
