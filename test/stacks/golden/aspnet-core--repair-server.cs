// Read the server's log and repair the failure. These lines only let the page see the status.
// `UseCors` stands right after `builder.Build()`: before `UseHttpsRedirection`, `UseAuthentication` and `UseAuthorization`, which would answer preflights themselves; after `UseRouting`, where the app calls it.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example") // CHANGED
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
));
builder.Services.AddProblemDetails(); // CHANGED

// Program.cs, right after builder.Build():
app.UseExceptionHandler(); // CHANGED
app.UseCors(); // CHANGED
