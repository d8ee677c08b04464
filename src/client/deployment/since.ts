/** First server version in which Worker Deployments and their compute configs can be made by a client. */
export const createDeploymentSince = '1.31.0';
