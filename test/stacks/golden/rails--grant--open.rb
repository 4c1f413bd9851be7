# Restart the server. Rails runs initializers only at the start.

# config/initializers/cors.rb; keep its other blocks, options and entries:
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins '*' # keep the other entries
    resource '*',
      methods: %i[get head post] # keep the other entries
  end
end
