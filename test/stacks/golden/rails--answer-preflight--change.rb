# Restart the server. Rails runs initializers only at the start.

# config/initializers/cors.rb: insert rack-cors at 0; keep its other blocks, options and entries:
Rails.application.config.middleware.insert_before 0, Rack::Cors do # CHANGED
  allow do
    origins 'https://app.example' # keep the other entries
    resource '*',
      headers: ['Content-Type', 'x-api-key'], # keep the other entries # CHANGED
      expose: ['X-Total-Count'], # keep the other entries # CHANGED
      methods: %i[get head post put] # keep the other entries # CHANGED
  end
end
