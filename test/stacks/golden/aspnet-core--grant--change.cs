// Call `UseCors` before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which respond to preflights themselves.
// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// In the app's CORS policy; keep its other calls and entries:
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithMethods("GET", "HEAD", "POST", "PUT") // keep the other entries // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // keep the other entries // CHANGED
    .WithExposedHeaders("X-Total-Count") // keep the other entries // CHANGED
));
