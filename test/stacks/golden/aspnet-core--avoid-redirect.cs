// `UseHttpsRedirection` redirects preflights too: `UseCors` stands above it, and the page should call the https URL.

// Program.cs, before builder.Build():
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins("https://app.example") // CHANGED
    .WithMethods("GET", "HEAD", "POST", "PUT") // CHANGED
    .WithHeaders("Content-Type", "x-api-key") // CHANGED
));

// Program.cs, right after builder.Build():
app.UseCors(); // CHANGED
