# Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.
# Restart the server. Rails runs initializers only at the start.

# config/initializers/cors.rb: insert rack-cors at 0; keep its other blocks, options and entries:
Rails.application.config.middleware.insert_before 0, Rack::Cors do # CHANGED
  allow do
    origins 'http://[::1]:3000', 'https://app.example' # keep the other entries # CHANGED
    resource '*',
      methods: %i[get head post put patch delete] # keep the other entries
  end
end
