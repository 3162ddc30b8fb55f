mod admins_grace;
mod enrollment_required;
mod policy_demands;
