# Restart the server. Rails runs initializers only at the start.

# config/initializers/cors.rb; in the Gemfile: gem 'rack-cors'
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins 'https://admin.example', 'https://app.example'
    resource '*',
      headers: ['Authorization'],
      credentials: true,
      expose: ['ETag'],
      max_age: 600,
      methods: %i[get head post delete]
  end
end
